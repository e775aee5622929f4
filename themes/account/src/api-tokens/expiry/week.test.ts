import { afterEach, expect, test, vi } from "vitest";

import { weekStartOf } from "./week";

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  { locale: "en", day: 0 },
  { locale: "ja", day: 0 },
  { locale: "pt-BR", day: 0 },
  { locale: "de", day: 1 },
  { locale: "es", day: 1 },
  { locale: "fr", day: 1 },
  { locale: "it", day: 1 },
  { locale: "nl", day: 1 },
  { locale: "pl", day: 1 },
  { locale: "ar", day: 6 },
])("a week in $locale begins with day $day", ({ locale, day }) => {
  expect(weekStartOf(locale)).toBe(day);
});

test("a week begins with Monday in a browser that does not know", () => {
  vi.stubGlobal("Intl", { Locale: String });
  expect(weekStartOf("en")).toBe(1);
});

test("the function of newer browsers is preferred", () => {
  vi.stubGlobal("Intl", {
    Locale: class {
      getWeekInfo = () => ({ firstDay: 7 });
    },
  });
  expect(weekStartOf("de")).toBe(0);
});
