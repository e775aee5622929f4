import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { AlertVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { errorText } from "../messages";
import type { ApplicationSettings } from "../types";

/** Returns a function that makes a client a token client or not, and tells the admin. */
export const useSwitch = (changed: () => void) => {
  const { t } = useTranslation();
  const { addAlert } = useAlerts();
  const api = useApiTokens();
  return async ({ id, clientId }: ApplicationSettings, enabled: boolean) => {
    try {
      await api.setApplication(id, enabled);
      addAlert(t(enabled ? "apiTokenApplicationOn" : "apiTokenApplicationOff", { clientId }), AlertVariant.success);
      changed();
    } catch (error) {
      addAlert(t("apiTokenApplicationSaveError"), AlertVariant.danger, errorText(t, error));
    }
  };
};
