import { expect, test } from "vitest";

import { durationText } from "./durationText";

test.each([
  { seconds: 7, text: "7 seconds" },
  { seconds: 61, text: "61 seconds" },
  { seconds: 60, text: "1 minute" },
  { seconds: 7_200, text: "2 hours" },
  { seconds: 90 * 86_400, text: "90 days" },
])("$seconds seconds are $text", ({ seconds, text }) => {
  expect(durationText(seconds, "en")).toBe(text);
});
