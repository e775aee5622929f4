import { expect, test } from "vitest";

import { isolated } from "./isolate";

test.each([
  { value: "CI pipeline", isRightToLeft: false, text: "CI pipeline" },
  { value: "CI pipeline", isRightToLeft: true, text: "\u2068CI pipeline\u2069" },
  { value: "نسخة (1)", isRightToLeft: false, text: "\u2068نسخة (1)\u2069" },
  { value: "גיבוי!", isRightToLeft: false, text: "\u2068גיבוי!\u2069" },
  { value: "夜間バッチ", isRightToLeft: false, text: "夜間バッチ" },
])("'$value' on a page from right to left ($isRightToLeft)", ({ value, isRightToLeft, text }) => {
  expect(isolated(value, isRightToLeft)).toBe(text);
});
