import { useTranslation } from "react-i18next";

import { useTimes } from "./useTimes";

/** The server stops counting above this number. */
export const COUNT_LIMIT = 10_000;

export const useCountText = () => {
  const { t } = useTranslation();
  const { number } = useTimes();
  return (count: number) =>
    count > COUNT_LIMIT ? t("apiTokenMoreThan", { number: number(COUNT_LIMIT) }) : number(count);
};
