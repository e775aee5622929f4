import { Label } from "@patternfly/react-core";
import { ClockIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

import { dateText, isSoon, relativeText } from "../times";
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
      {token.status === "active" && isSoon(token.expiresTimestamp) && (
        <Label isCompact color="orange" icon={<ClockIcon />}>
          {t("apiTokenExpiresSoon")}
        </Label>
      )}
    </div>
  );
};
