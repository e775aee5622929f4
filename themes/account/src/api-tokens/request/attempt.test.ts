import { ApiTokenError, NoAnswer, NotSent } from "api-tokens-shared";
import { describe, expect, test, vi } from "vitest";

import { alreadyMinted, isAlreadyRotated, isAnswerLost, newKey, sendAgainIfLost } from "./attempt";

const busy = new ApiTokenError(409, "apiTokenBusy");

describe("isAnswerLost", () => {
  test.each([
    { reason: new NoAnswer(), lost: true },
    { reason: new ApiTokenError(500, "x"), lost: true },
    { reason: new ApiTokenError(502, "x"), lost: true },
    { reason: new ApiTokenError(504, "x"), lost: true },
    { reason: new ApiTokenError(503, "x"), lost: true },
    { reason: new ApiTokenError(429, "x"), lost: false },
    { reason: new NotSent(), lost: false },
    { reason: new ApiTokenError(401, "x"), lost: false },
    { reason: busy, lost: false },
    { reason: new Error("an error of the page"), lost: false },
  ])("of $reason.constructor.name $reason.status is $lost", ({ reason, lost }) => {
    expect(isAnswerLost(reason)).toBe(lost);
  });
});

describe("sendAgainIfLost", () => {
  test("sends once if there is an answer", async () => {
    const send = vi.fn(() => Promise.resolve("secret"));
    await expect(sendAgainIfLost(send)).resolves.toBe("secret");
    expect(send).toHaveBeenCalledOnce();
  });

  test("sends twice if the answer was lost", async () => {
    const send = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new NoAnswer()).mockResolvedValueOnce("secret");
    await expect(sendAgainIfLost(send)).resolves.toBe("secret");
  });

  test("does not send a third time", async () => {
    const send = vi.fn(() => Promise.reject(new NoAnswer()));
    await expect(sendAgainIfLost(send)).rejects.toBeInstanceOf(NoAnswer);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test("does not send again what was not sent", async () => {
    const send = vi.fn(() => Promise.reject(new NotSent()));
    await expect(sendAgainIfLost(send)).rejects.toBeInstanceOf(NotSent);
    expect(send).toHaveBeenCalledOnce();
  });

  test("has lost the answer even if the second request was not sent", async () => {
    const send = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new NoAnswer())
      .mockRejectedValueOnce(new NotSent());
    await expect(sendAgainIfLost(send)).rejects.toBeInstanceOf(NoAnswer);
  });

  test("does not repeat what the server rejected", async () => {
    const send = vi.fn(() => Promise.reject(busy));
    await expect(sendAgainIfLost(send)).rejects.toBe(busy);
    expect(send).toHaveBeenCalledOnce();
  });
});

test.each([
  { reason: new ApiTokenError(409, "apiTokenAlreadyMinted", undefined, ["7"]), id: "7" },
  // The form was changed after the first attempt.
  { reason: new ApiTokenError(400, "apiTokenIdempotencyKeyReused", "Idempotency-Key", ["7"]), id: "7" },
  { reason: busy, id: undefined },
  { reason: new Error(), id: undefined },
])("an answer $reason.messageKey names the API token $id of the first attempt", ({ reason, id }) => {
  expect(alreadyMinted(reason)).toBe(id);
});

test.each([
  { reason: new ApiTokenError(409, "apiTokenAlreadyRotated"), rotated: true },
  { reason: new ApiTokenError(400, "apiTokenIdempotencyKeyReused", "Idempotency-Key", ["7"]), rotated: true },
  { reason: busy, rotated: false },
])("an answer $reason.messageKey says that the first attempt has rotated: $rotated", ({ reason, rotated }) => {
  expect(isAlreadyRotated(reason)).toBe(rotated);
});
test("a key is valid, and another one each time", () => {
  const keys = Array.from({ length: 100 }, newKey);
  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => /^[\x21-\x7E]{1,255}$/.test(key))).toBe(true);
});
