/** The message keys in sources: those that are there in full, and the beginnings of those that code puts together. */
export type Used = { keys: Set<string>; beginnings: string[] };

export const usedIn = (sources: string[]): Used => {
  const text = sources.join("\n");
  return {
    keys: new Set(text.match(/\w+/g)),
    // Such as `apiTokenFilter${name}`, or "apiTokenNotice" + name.
    beginnings: [...text.matchAll(/[`"](apiToken[A-Z]\w*)(?:\$\{|" \+)/g)].map(([, beginning]) => beginning),
  };
};

/** Whether sources use a key, or all plural forms of it. */
export const isUsed = ({ keys, beginnings }: Used, key: string) =>
  keys.has(key.replace(/_(zero|one|two|few|many|other)$/, "")) ||
  beginnings.some((beginning) => key.startsWith(beginning));

/** The keys that sources translate by their names. */
export const translatedIn = (sources: string[]) => [
  ...new Set(sources.flatMap((source) => [...source.matchAll(/\bt\(\s*"(apiToken\w+)"/g)].map(([, key]) => key))),
];
