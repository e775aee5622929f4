import { expect, test } from "vitest";

import { relativeIn } from "./relative";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  { milliseconds: 0, text: "this minute" },
  { milliseconds: -20_000, text: "this minute" },
  { milliseconds: -MINUTE, text: "1 minute ago" },
  { milliseconds: -34 * HOUR, text: "1 day ago" },
  { milliseconds: 24 * HOUR, text: "in 1 day" },
  { milliseconds: 7 * 24 * HOUR - 1000, text: "in 7 days" },
  { milliseconds: -HOUR, text: "1 hour ago" },
])("$milliseconds ms from now is '$text'", ({ milliseconds, text }) => {
  expect(relativeIn(milliseconds, "en")).toBe(text);
});

test("the text is in the language of the page", () => {
  expect(relativeIn(-34 * HOUR, "de")).toBe("vor 1 Tag");
});
