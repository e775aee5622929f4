import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { type Dialog, keepDialog } from "./dialog";

type LoginAgainProps = { maxAge: number; keep: () => Dialog };

/** Offers a new login (RFC 9470), which returns to the same dialog. */
export const LoginAgain = ({ maxAge, keep }: LoginAgainProps) => {
  const { t } = useTranslation();
  const { keycloak } = useEnvironment();
  const login = () => {
    keepDialog(keep(), keycloak.subject);
    void keycloak.login({ maxAge, redirectUri: window.location.href });
  };
  return (
    <Alert
      isInline
      isLiveRegion
      data-testid="apiTokenLoginRequired"
      variant="warning"
      variantLabel={t("apiTokenWarning")}
      title={t("apiTokenLoginRequired")}
      actionLinks={
        <AlertActionLink data-testid="apiTokenLogin" onClick={login}>
          {t("apiTokenLogin")}
        </AlertActionLink>
      }
    >
      {t("apiTokenLoginRequiredHelp")}
    </Alert>
  );
};
