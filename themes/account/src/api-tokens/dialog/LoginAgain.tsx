import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { LoginRequired } from "../api";

type LoginAgainProps = {
  failure: LoginRequired;
  /** Stores the dialog with what the user typed; undefined outside of dialogs. */
  keep?: () => void;
};

/** Offers a new login, which returns to the same page or dialog. */
export const LoginAgain = ({ failure: { messageKey, maxAge }, keep }: LoginAgainProps) => {
  const { t } = useTranslation();
  const { keycloak } = useEnvironment();
  const login = () => {
    keep?.();
    void keycloak.login({ maxAge, redirectUri: window.location.href });
  };
  return (
    <Alert
      isInline
      component="p"
      role="alert"
      data-testid={keep ? "apiTokenLoginRequired" : "apiTokenPageLoginRequired"}
      variant="warning"
      variantLabel={t("apiTokenWarning")}
      title={t(messageKey)}
      actionLinks={
        <AlertActionLink data-testid={keep ? "apiTokenLogin" : "apiTokenPageLogin"} onClick={login}>
          {t("apiTokenLogin")}
        </AlertActionLink>
      }
    >
      {t(keep ? "apiTokenLoginKeepsInput" : "apiTokenLoginHelp")}
    </Alert>
  );
};
