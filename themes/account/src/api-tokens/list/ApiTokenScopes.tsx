import { Label, LabelGroup } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { scopeText } from "../messages";
import type { ApiToken } from "../types";

const SHOWN = 3;

export const ApiTokenScopes = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  if (token.everything) {
    return (
      <span>
        <Label isCompact>{t("apiTokenEverything")}</Label>
      </span>
    );
  }
  if (token.scopes.length === 0) {
    return <>{t("apiTokenDefaultScopes")}</>;
  }
  return (
    <LabelGroup
      numLabels={SHOWN}
      collapsedText={t("apiTokenMore", { count: token.scopes.length - SHOWN })}
      expandedText={t("apiTokenShowLess")}
      aria-label={t("apiTokenScopes")}
    >
      {token.scopes.map((scope) => (
        <Label key={scope.name} isCompact textMaxWidth="16rem" variant={scope.granted ? "filled" : "outline"}>
          {scope.granted ? scopeText(scope) : t("apiTokenScopeNotGranted", { scope: scopeText(scope) })}
        </Label>
      ))}
    </LabelGroup>
  );
};
