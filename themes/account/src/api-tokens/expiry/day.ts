/** The digits and the calendar of forms, in the order and with the separators of a language. */
const FORMAT: Intl.DateTimeFormatOptions = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  calendar: "gregory",
  numberingSystem: "latn",
};

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

const isoOf = (year: number, month: number, day: number) => {
  const date = new Date(year, month - 1, day);
  const exists = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  const digits = (number: number, length: number) => `${number}`.padStart(length, "0");
  return exists ? `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}` : "";
};

/** Writes a day as people who speak a language type it, for example 12/31/2026 or 31.12.2026. */
export const dayText = (date: Date, locale: string) => new Intl.DateTimeFormat(locale, FORMAT).format(date);

/**
 * Reads a day that was typed in the format of a language, or as YYYY-MM-DD. Ignores which separators are typed.
 *
 * @returns the day as YYYY-MM-DD, or an empty string if there is no such day
 */
export const dayFrom = (text: string, locale: string) => {
  const iso = ISO.exec(text.trim());
  if (iso) {
    return isoOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  }
  const numbers = text.match(/\d+/g) ?? [];
  if (numbers.length !== 3 || /\p{L}/u.test(text.normalize("NFKC").replace(/[年月日년월일]/gu, ""))) {
    return "";
  }
  const order = new Intl.DateTimeFormat(locale, FORMAT)
    .formatToParts(new Date())
    .map(({ type }) => type)
    .filter((type) => type === "year" || type === "month" || type === "day");
  const valueOf = (type: "year" | "month" | "day") => Number(numbers[order.indexOf(type)]);
  // Two digits would be a year in the past.
  return isoOf(valueOf("year"), valueOf("month"), valueOf("day"));
};
