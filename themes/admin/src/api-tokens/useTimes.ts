import { useWhoAmI } from "@keycloak/keycloak-admin-ui";
import { durationText } from "api-tokens-shared";
import { useMemo } from "react";

/** Formats times and numbers in the language of the admin. */
export const useTimes = () => {
  const { locale } = useWhoAmI().whoAmI;
  return useMemo(
    () => ({
      date: (timestamp: number) => new Date(timestamp).toLocaleDateString(locale, { dateStyle: "medium" }),
      time: (timestamp: number) =>
        new Date(timestamp).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
      preciseTime: (timestamp: number) =>
        new Date(timestamp).toLocaleString(locale, { dateStyle: "medium", timeStyle: "medium" }),
      isAhead: (timestamp: number) => timestamp > Date.now(),
      number: (value: number) => value.toLocaleString(locale),
      duration: (seconds: number) => durationText(seconds, locale),
    }),
    [locale],
  );
};
