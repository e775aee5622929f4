import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { AlertVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { applicationOf } from "../messages";
import type { ApiToken } from "../types";
import { RevokeDialog } from "./RevokeDialog";

type RevokeApiTokenProps = { token: ApiToken; close: () => void; revoked: () => void };

export const RevokeApiToken = ({ token, close, revoked }: RevokeApiTokenProps) => {
  const { t } = useTranslation();
  const { addAlert } = useAlerts();
  const api = useApiTokens();
  return (
    <RevokeDialog
      title={t("apiTokenRevokeConfirmTitle")}
      close={close}
      submit={async (comment) => {
        await api.revoke(token.id, comment);
        addAlert(t("apiTokenRevokeSuccess", { label: token.label }), AlertVariant.success);
        close();
        revoked();
      }}
    >
      {t("apiTokenRevokeConfirm", {
        label: token.label,
        hint: token.hint,
        user: token.username,
        application: applicationOf(token),
      })}
    </RevokeDialog>
  );
};
