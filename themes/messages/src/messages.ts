export type Messages = Map<string, string>;

const PLURAL = /_(one|other)$/;

/** Reads the lines `key=value` of a properties file. Rejects everything else that such a file can have. */
export const parse = (text: string): Messages => {
  const messages: Messages = new Map();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("# ")) {
      continue;
    }
    const [, key, value] = /^(\w+)=(|\S|\S.*\S)$/.exec(line) ?? [];
    if (!key || /[\\\uFFFD]/.test(value)) {
      throw new Error(`Not a line of UTF-8 with a key, '=' and a text without escapes: ${line}`);
    }
    if (messages.has(key)) {
      throw new Error(`The key ${key} is there twice`);
    }
    messages.set(key, value);
  }
  return messages;
};

/** The keys that a language has if English has these, each with the keys of English that its text translates. */
export const keysOf = (english: Messages, language: string) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const keys = new Map<string, string[]>();
  for (const key of english.keys()) {
    if (!PLURAL.test(key)) {
      keys.set(key, [key]);
      continue;
    }
    const base = key.replace(PLURAL, "");
    for (const category of pluralCategories) {
      const form = `${base}_${category}`;
      keys.set(form, english.has(form) ? [form, `${base}_other`] : [`${base}_other`]);
    }
  }
  return keys;
};

/** The placeholders of i18next and of MessageFormat, and the HTML tags, of a text. */
export const marksOf = (text: string) =>
  [...text.matchAll(/\{\{\w+\}\}|\{\d+\}|<[^>]*>/g)].map(([mark]) => mark).sort();

/** Whether there is something to translate in a text. */
export const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\{\{\w+\}\}|\{\d+\}|<[^>]*>/g, ""));
