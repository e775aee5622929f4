import { useAccountAlerts } from "@keycloak/keycloak-account-ui";
import { AlertVariant } from "@patternfly/react-core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router-dom";

export const PageNotFound = () => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  useEffect(() => addAlert(t("pageNotFound"), AlertVariant.warning), [addAlert, t]);
  return <Navigate to=".." replace />;
};
