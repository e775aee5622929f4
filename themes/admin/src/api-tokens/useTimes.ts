import { useWhoAmI } from "@keycloak/keycloak-admin-ui";
import { useMemo } from "react";

/** Units and their lengths in seconds. */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** Formats times and numbers in the language of the admin. */
export const useTimes = () => {
  const { locale } = useWhoAmI().whoAmI;
  return useMemo(
    () => ({
      date: (timestamp: number) => new Date(timestamp).toLocaleDateString(locale, { dateStyle: "medium" }),
      time: (timestamp: number) =>
        new Date(timestamp).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
      isAhead: (timestamp: number) => timestamp > Date.now(),
      number: (value: number) => value.toLocaleString(locale),
      duration: (seconds: number) => {
        const [unit, length] = UNITS.find(([, candidate]) => seconds % candidate === 0) ?? ["second", 1];
        return (seconds / length).toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" });
      },
    }),
    [locale],
  );
};
