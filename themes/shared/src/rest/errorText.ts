import type { TFunction } from "i18next";

import { durationText } from "../durationText";
import { ApiTokenError, NoAnswer, NotSent } from "./ApiTokenError";

const UNEXPECTED = "apiTokenUnexpectedError";

/**
 * The text of an error: its reason, and when to try again if the server says so.
 *
 * @param locale the language of the text
 * @param valuesOf the values for the placeholders of the reason; `count` is the first parameter, if that is a number
 */
export const errorText = (
  t: TFunction,
  error: unknown,
  locale: string,
  valuesOf: (error: ApiTokenError) => Record<string, unknown>,
) => {
  if (error instanceof NoAnswer || error instanceof NotSent) {
    return t(navigator.onLine ? "apiTokenUnreachable" : "apiTokenOffline");
  }
  if (!(error instanceof ApiTokenError)) {
    return t(UNEXPECTED);
  }
  const [count] = error.params;
  const plural = typeof count === "number" ? { count } : {};
  const reason = t([error.messageKey, UNEXPECTED], { ...plural, ...valuesOf(error) });
  return error.retryAfter === undefined
    ? reason
    : `${reason} ${t("apiTokenRetryAfter", { time: durationText(error.retryAfter, locale) })}`;
};
