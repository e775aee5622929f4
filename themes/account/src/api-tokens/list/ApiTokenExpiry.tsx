import { useTranslation } from "react-i18next";

import { dateText, relativeText } from "../times";
import type { ApiToken } from "../types";
import { Detail } from "./Detail";

export const ApiTokenExpiry = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  if (!token.expiresTimestamp) {
    return <>{t("apiTokenNeverExpires")}</>;
  }
  return (
    <div>
      {dateText(token.expiresTimestamp)}
      {token.status === "active" && <Detail>{relativeText(token.expiresTimestamp)}</Detail>}
    </div>
  );
};
