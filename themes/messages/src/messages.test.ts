import { describe, expect, test } from "vitest";

import { fileOf, filesOf, messagesOf } from "./files";
import { LANGUAGES } from "./languages";
import { hasWords, keysOf, marksOf, parse, type Messages } from "./messages";

const FOLDERS = [
  { name: "the account page", files: filesOf.accountPage },
  { name: "the admin console and emails", files: filesOf.allThemes },
];

const sameAs = (english: Messages, messages: Messages, language: string) =>
  [...keysOf(english, language)]
    .filter(([key, sources]) => sources.some((source) => english.get(source) === messages.get(key)))
    .map(([key]) => key)
    .filter((key) => hasWords(messages.get(key) ?? ""));

describe.each(FOLDERS)("messages of $name", ({ files }) => {
  const english = messagesOf(files, "en");

  test("are there in all languages and in no other", () => {
    const names = Object.keys(files).map((path) => path.replace(/.*\//, ""));

    expect(names.sort()).toEqual(["en", ...Object.keys(LANGUAGES)].map(fileOf).sort());
  });

  test("have both plural forms in English", () => {
    expect([...english.keys()].sort()).toEqual([...keysOf(english, "en").keys()].sort());
  });

  test.each(["en", ...Object.keys(LANGUAGES)])("have no quote of MessageFormat in %s", (language) => {
    const quoted = [...messagesOf(files, language)].filter(([, text]) => text.includes("'"));

    expect(quoted, "write ’ as the apostrophe").toEqual([]);
  });

  describe.each(Object.keys(LANGUAGES))("in %s", (language) => {
    const messages = messagesOf(files, language);
    const keys = keysOf(english, language);

    test("have the keys of English, in the plural forms of the language", () => {
      expect([...messages.keys()].sort()).toEqual([...keys.keys()].sort());
    });

    test("have the placeholders and tags of English", () => {
      const differing = [...messages].filter(([key, text]) => {
        const marks = marksOf(text).join();
        return !keys.get(key)?.some((source) => marksOf(english.get(source) ?? "").join() === marks);
      });

      expect(differing).toEqual([]);
    });

    test("are translated", () => {
      const names = LANGUAGES[language];

      expect(sameAs(english, messages, language).filter((key) => !names.includes(key))).toEqual([]);
    });
  });
});

test.each(["en", ...Object.keys(LANGUAGES)])("the texts of the account page name their language, %s", (language) => {
  expect(messagesOf(filesOf.accountPage, language).get("apiTokenLanguage")).toBe(language);
});

test.each(Object.entries(LANGUAGES))("the keys with the English text in %s are all needed", (language, names) => {
  const same = FOLDERS.flatMap(({ files }) => sameAs(messagesOf(files, "en"), messagesOf(files, language), language));

  expect(names.filter((name) => !same.includes(name))).toEqual([]);
});

describe("a file of messages", () => {
  test.each(["key", "key = text", "key=text ", "key=don\\u2019t", "key:text", "!comment", "key=a\nkey=b"])(
    "with %j is rejected",
    (text) => {
      expect(() => parse(text)).toThrow();
    },
  );
});
