import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { ApiTokenError, errorOf, NoAnswer, NotSent } from "./ApiTokenError";
import { RestClient } from "./RestClient";

const client = (patience?: number) =>
  new RestClient(
    "https://keycloak.example/api-tokens",
    () => Promise.resolve("token"),
    (response) => errorOf(response, { 503: "unavailable" }),
    patience,
  );

/** Answers the next requests in place of a server. */
const answering = (answer: (url: string, init: RequestInit) => Promise<Response>) => {
  const fetched = vi.fn(answer);
  vi.stubGlobal("fetch", fetched);
  return fetched;
};

beforeEach(() => {
  vi.stubGlobal("navigator", { onLine: true });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a request", () => {
  test("carries the access token, its own headers and the query", async () => {
    const fetched = answering(() => Promise.resolve(Response.json({ id: "1" })));
    await client().json("/1", { headers: { "idempotency-key": "k" } }, { first: "0" });
    const [url, init] = fetched.mock.calls[0];
    expect(url).toBe("https://keycloak.example/api-tokens/1?first=0");
    expect(init.headers).toEqual({
      accept: "application/json",
      authorization: "Bearer token",
      "content-type": "application/json",
      "idempotency-key": "k",
    });
  });

  test("whose connection breaks has no answer", async () => {
    answering(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(client().json("")).rejects.toBeInstanceOf(NoAnswer);
  });

  test("that an offline browser fails to send was not sent", async () => {
    vi.stubGlobal("navigator", { onLine: false });
    answering(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(client().json("")).rejects.toBeInstanceOf(NotSent);
  });

  test("whose connection breaks because the browser goes offline has no answer", async () => {
    answering(() => {
      vi.stubGlobal("navigator", { onLine: false });
      return Promise.reject(new TypeError("Failed to fetch"));
    });
    await expect(client().json("")).rejects.toBeInstanceOf(NoAnswer);
  });

  test("whose answer breaks off has no answer", async () => {
    answering(() => Promise.resolve(new Response('{"id":')));
    await expect(client().json("")).rejects.toBeInstanceOf(NoAnswer);
  });

  test("that takes too long has no answer", async () => {
    answering(
      (_url, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    );
    await expect(client(1).json("")).rejects.toBeInstanceOf(NoAnswer);
  });

  test("is aborted by its caller and by the timeout, in a browser without AbortSignal.any", async () => {
    const original = AbortSignal;
    vi.stubGlobal("AbortSignal", { timeout: (millis: number) => original.timeout(millis) });
    const aborted = (signal?: AbortSignal | null) =>
      new Promise<Response>((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason as Error));
        signal?.throwIfAborted();
      });
    const controller = new AbortController();
    answering((_url, { signal }) => aborted(signal));
    await expect(client(1).json("", { signal: controller.signal })).rejects.toBeInstanceOf(NoAnswer);
    const sent = client(60_000).json("", { signal: controller.signal });
    controller.abort();
    await expect(sent).rejects.toBe(controller.signal.reason);
    await expect(client(60_000).json("", { signal: controller.signal })).rejects.toBe(controller.signal.reason);
  });

  test("that the caller aborts is no lost answer", async () => {
    const controller = new AbortController();
    answering(() => {
      controller.abort();
      return Promise.reject(controller.signal.reason as Error);
    });
    await expect(client(1000).json("", { signal: controller.signal })).rejects.not.toBeInstanceOf(NoAnswer);
  });
});

describe("a rejected request", () => {
  test("has the error of the body", async () => {
    answering(() =>
      Promise.resolve(
        Response.json({ errorMessage: "apiTokenLabelTooLong", field: "label", params: [255] }, { status: 400 }),
      ),
    );
    await expect(client().json("")).rejects.toEqual(new ApiTokenError(400, "apiTokenLabelTooLong", "label", [255]));
  });

  test.each([
    { header: "7", seconds: 7 },
    { header: "soon", seconds: undefined },
    { header: "0", seconds: undefined },
    { header: undefined, seconds: undefined },
  ])("says when to try again: $header is $seconds", async ({ header, seconds }) => {
    const headers: HeadersInit = header === undefined ? {} : { "retry-after": header };
    answering(() => Promise.resolve(new Response("", { status: 503, headers })));
    await expect(client().json("")).rejects.toMatchObject({ messageKey: "unavailable", retryAfter: seconds });
  });
});
