import { Page, useAccountAlerts } from "@keycloak/keycloak-account-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { actionsId } from "./ApiTokenActions";
import { ApiTokenList } from "./ApiTokenList";
import { ApiTokenPages } from "./ApiTokenPages";
import { ApiTokenToolbar } from "./ApiTokenToolbar";
import { CreateApiToken } from "./CreateApiToken";
import { EditApiToken } from "./EditApiToken";
import { RevokeAllApiTokens } from "./RevokeAllApiTokens";
import { RevokeApiToken } from "./RevokeApiToken";
import type { ApiToken } from "./types";
import { useApiTokenPage } from "./useApiTokenPage";
import { useReturnFocus } from "./useReturnFocus";

type Dialog = { name: "create" | "revokeAll" } | { name: "edit" | "revoke"; token: ApiToken };

export const ApiTokensPage = () => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const page = useApiTokenPage();
  const [dialog, setDialog] = useState<Dialog>();
  const returnFocus = useReturnFocus();
  const closeAndFocus = (id: string) => {
    setDialog(undefined);
    returnFocus(id);
  };
  const done = (message: string, focus: string) => {
    closeAndFocus(focus);
    addAlert(message);
    page.refresh();
  };

  return (
    <Page title={t("apiTokens")} description={t("apiTokensDescription")}>
      <ApiTokenToolbar
        page={page}
        onCreate={() => setDialog({ name: "create" })}
        onRevokeAll={() => setDialog({ name: "revokeAll" })}
      />
      <ApiTokenList
        page={page}
        onCreate={() => setDialog({ name: "create" })}
        onEdit={(token) => setDialog({ name: "edit", token })}
        onRevoke={(token) => setDialog({ name: "revoke", token })}
      />
      <ApiTokenPages page={page} />
      {dialog?.name === "create" && page.options && (
        <CreateApiToken
          options={page.options}
          onMinted={page.refresh}
          onClose={() => closeAndFocus("apiTokenCreate")}
        />
      )}
      {dialog?.name === "edit" && (
        <EditApiToken
          token={dialog.token}
          onDone={() => done(t("apiTokenChangeSuccess"), actionsId(dialog.token))}
          onClose={() => closeAndFocus(actionsId(dialog.token))}
        />
      )}
      {dialog?.name === "revoke" && (
        <RevokeApiToken
          token={dialog.token}
          // Its row is about to go.
          onDone={() => done(t("apiTokenRevokeSuccess", { label: dialog.token.label }), "apiTokenCreate")}
          onClose={() => closeAndFocus(actionsId(dialog.token))}
        />
      )}
      {dialog?.name === "revokeAll" && (
        <RevokeAllApiTokens
          active={page.options?.policy.active ?? 0}
          onDone={(count) => done(t("apiTokenRevokeAllSuccess", { count }), "apiTokenCreate")}
          onClose={() => closeAndFocus("apiTokenRevokeAll")}
        />
      )}
    </Page>
  );
};
