import { createInstance } from "i18next";
import { afterEach, describe, expect, test, vi } from "vitest";

import { ApiTokenError, NoAnswer, NotSent } from "./ApiTokenError";
import { errorText } from "./errorText";

const i18n = createInstance();
const t = await i18n.init({
  lng: "en",
  resources: {
    en: {
      translation: {
        apiTokenUnexpectedError: "Something went wrong.",
        apiTokenRetryAfter: "Try again in {{time}}.",
        apiTokenTooManyRequests: "There were too many requests.",
        apiTokenLabelTooLong: "At most {{max}} characters.",
        apiTokenLimitReached_one: "At most {{count}} API token.",
        apiTokenLimitReached_other: "At most {{count}} API tokens.",
        apiTokenOffline: "You are offline.",
        apiTokenUnreachable: "The server did not answer.",
      },
    },
  },
});

const textOf = (error: unknown) => errorText(t, error, "en", ({ params: [max] }) => ({ max }));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the text of an error", () => {
  test.each([
    { error: new ApiTokenError(429, "apiTokenTooManyRequests"), text: "There were too many requests." },
    {
      error: new ApiTokenError(429, "apiTokenTooManyRequests", undefined, [], 120),
      text: "There were too many requests. Try again in 2 minutes.",
    },
    { error: new ApiTokenError(400, "apiTokenLabelTooLong", "label", [255]), text: "At most 255 characters." },
    { error: new ApiTokenError(409, "apiTokenLimitReached", undefined, [1]), text: "At most 1 API token." },
    { error: new ApiTokenError(409, "apiTokenLimitReached", undefined, [2]), text: "At most 2 API tokens." },
    {
      error: new ApiTokenError(503, "unknown", undefined, [], 1),
      text: "Something went wrong. Try again in 1 second.",
    },
    { error: new Error("an error of the page"), text: "Something went wrong." },
  ])("is: $text", ({ error, text }) => {
    expect(textOf(error)).toBe(text);
  });

  test.each([
    { error: new NoAnswer(), onLine: true, text: "The server did not answer." },
    { error: new NoAnswer(), onLine: false, text: "You are offline." },
    { error: new NotSent(), onLine: true, text: "The server did not answer." },
    { error: new NotSent(), onLine: false, text: "You are offline." },
  ])("without an answer, if the browser is online ($onLine), is: $text", ({ error, onLine, text }) => {
    vi.stubGlobal("navigator", { onLine });
    expect(textOf(error)).toBe(text);
  });
});
