import { describe, expect, test } from "vitest";

import { dayFrom, dayText } from "./day";

const DAY = new Date(2026, 11, 3);

describe.each(["en", "en-GB", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR", "zh-Hans", "ar", "fa", "th"])(
  "in %s",
  (locale) => {
    test("a day is read as it is written", () => {
      expect(dayFrom(dayText(DAY, locale), locale)).toBe("2026-12-03");
    });

    test("YYYY-MM-DD is read too", () => {
      expect(dayFrom("2026-12-03", locale)).toBe("2026-12-03");
    });
  },
);

test.each([
  { locale: "en", text: "12/3/2026", day: "2026-12-03" },
  { locale: "en-GB", text: "3/12/2026", day: "2026-12-03" },
  { locale: "de", text: "3.12.2026", day: "2026-12-03" },
  { locale: "de", text: " 03-12-2026 ", day: "2026-12-03" },
  { locale: "ja", text: "2026年12月3日", day: "2026-12-03" },
  { locale: "en", text: "13/3/2026", day: "" },
  { locale: "en", text: "2/29/2027", day: "" },
  { locale: "en", text: "2/29/2028", day: "2028-02-29" },
  { locale: "en", text: "12/3/26", day: "" },
  { locale: "en", text: "12/3", day: "" },
  { locale: "en", text: "in 3 days or 4 or 5", day: "" },
  { locale: "en", text: "2026-13-01", day: "" },
  { locale: "en", text: "", day: "" },
])("'$text' in $locale is '$day'", ({ locale, text, day }) => {
  expect(dayFrom(text, locale)).toBe(day);
});
