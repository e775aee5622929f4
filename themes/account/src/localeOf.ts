/** Returns a language tag for dates and numbers. A theme or a realm can set any text as the tag of its language. */
export const localeOf = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return "en";
  }
};
