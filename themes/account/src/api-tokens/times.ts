import { durationText as durationIn } from "api-tokens-shared";

import { environment } from "../environment";

const UNITS = [
  { unit: "day", length: 86_400 },
  { unit: "hour", length: 3600 },
  { unit: "minute", length: 60 },
] as const;

export const dateText = (timestamp: number) =>
  new Date(timestamp).toLocaleString(environment.locale, { dateStyle: "medium", timeStyle: "short" });

export const isAhead = (timestamp: number) => timestamp > Date.now();

const SOON = 7 * 86_400_000;

/** Whether a time in the future is within a week, when the notice by email is sent. */
export const isSoon = (timestamp: number) => timestamp - Date.now() <= SOON;

/** The distance from now in minutes or longer units. The server stores the last use to the minute. */
export const relativeText = (timestamp: number) => {
  const seconds = (timestamp - Date.now()) / 1000;
  const { unit, length } = UNITS.find((candidate) => Math.abs(seconds) >= candidate.length) ?? UNITS[2];
  return new Intl.RelativeTimeFormat(environment.locale, { numeric: "auto" }).format(
    Math.round(seconds / length),
    unit,
  );
};

/** A duration in the largest unit that divides it. */
export const durationText = (seconds: number) => durationIn(seconds, environment.locale);
