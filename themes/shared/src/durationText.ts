/** Units and their lengths in seconds. */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** A duration in the largest unit that divides it. */
export const durationText = (seconds: number, locale: string) => {
  const [unit, length] = UNITS.find(([, candidate]) => seconds % candidate === 0) ?? ["second", 1];
  return (seconds / length).toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" });
};
