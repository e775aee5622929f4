import { expect, test } from "vitest";

import { localeOf } from "./localeOf";

test.each([
  { tag: "pt-BR", locale: "pt-BR" },
  { tag: "zh-cn", locale: "zh-CN" },
  { tag: "sv_SE", locale: "en" },
  // The key itself, if the messages have not been loaded.
  { tag: "apiTokenLanguage", locale: "en" },
])("dates are formatted for $tag as for $locale", ({ tag, locale }) => {
  expect(localeOf(tag)).toBe(locale);
});
