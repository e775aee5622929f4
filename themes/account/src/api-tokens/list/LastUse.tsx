import { useTranslation } from "react-i18next";

import { detailOfUse } from "../messages";
import { relativeText } from "../times";
import type { ApiToken } from "../types";
import { Detail } from "./Detail";

export const LastUse = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  if (!token.lastUse) {
    return <>{t("apiTokenNeverUsed")}</>;
  }
  return (
    <div>
      {relativeText(token.lastUse.timestamp)}
      <Detail>{detailOfUse(t, token.lastUse)}</Detail>
    </div>
  );
};
