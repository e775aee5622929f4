const UNITS = [
  { unit: "day", length: 86_400_000 },
  { unit: "hour", length: 3_600_000 },
  { unit: "minute", length: 60_000 },
] as const;

/**
 * A distance from now in minutes or longer units. It has a number even if it is one day: 34 hours ago can be the day
 * before yesterday.
 */
export const relativeIn = (milliseconds: number, locale: string) => {
  const { unit, length } = UNITS.find((candidate) => Math.abs(milliseconds) >= candidate.length) ?? UNITS[2];
  const distance = Math.round(milliseconds / length);
  return new Intl.RelativeTimeFormat(locale, { numeric: distance === 0 ? "auto" : "always" }).format(distance, unit);
};
