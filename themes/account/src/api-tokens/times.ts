import { durationText as durationIn } from "api-tokens-shared";

import { locale } from "../i18n";
import { relativeIn } from "./relative";

export const dateText = (timestamp: number) =>
  new Date(timestamp).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "short" });

export const isAhead = (timestamp: number) => timestamp > Date.now();

const SOON = 7 * 86_400_000;

/** Whether a time in the future is within a week, when the notice by email is sent. */
export const isSoon = (timestamp: number) => timestamp - Date.now() <= SOON;

/** The distance from now in minutes or longer units. The server stores the last use to the minute. */
export const relativeText = (timestamp: number) => relativeIn(timestamp - Date.now(), locale());

/** A duration in the largest unit that divides it. */
export const durationText = (seconds: number) => durationIn(seconds, locale());
