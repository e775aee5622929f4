import { useWhoAmI } from "@keycloak/keycloak-admin-ui";
import { useMemo } from "react";

/** Times in the language of the admin. */
export const useTimes = () => {
  const { locale } = useWhoAmI().whoAmI;
  return useMemo(
    () => ({
      date: (timestamp: number) => new Date(timestamp).toLocaleDateString(locale, { dateStyle: "medium" }),
      time: (timestamp: number) =>
        new Date(timestamp).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
      number: (value: number) => value.toLocaleString(locale),
    }),
    [locale],
  );
};
