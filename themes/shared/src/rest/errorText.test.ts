import { createInstance } from "i18next";
import { describe, expect, test } from "vitest";

import { ApiTokenError } from "./ApiTokenError";
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
      },
    },
  },
});

const textOf = (error: unknown) => errorText(t, error, "en", ({ params: [max] }) => ({ max }));

describe("the text of an error", () => {
  test.each([
    { error: new ApiTokenError(429, "apiTokenTooManyRequests"), text: "There were too many requests." },
    {
      error: new ApiTokenError(429, "apiTokenTooManyRequests", undefined, [], 120),
      text: "There were too many requests. Try again in 2 minutes.",
    },
    { error: new ApiTokenError(400, "apiTokenLabelTooLong", "label", [255]), text: "At most 255 characters." },
    {
      error: new ApiTokenError(503, "unknown", undefined, [], 1),
      text: "Something went wrong. Try again in 1 second.",
    },
    { error: new Error("a mistake of the page"), text: "Something went wrong." },
  ])("is: $text", ({ error, text }) => {
    expect(textOf(error)).toBe(text);
  });
});
