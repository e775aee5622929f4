import { useAccountAlerts } from "@keycloak/keycloak-account-ui";
import { useTranslation } from "react-i18next";

import { CreateApiToken } from "./create/CreateApiToken";
import type { Dialog } from "./dialog/dialog";
import { EditApiToken } from "./edit/EditApiToken";
import { actionsId } from "./list/ApiTokenActions";
import type { ApiTokenPage } from "./list/useApiTokenPage";
import { RevokeAllApiTokens } from "./revoke/RevokeAllApiTokens";
import { RevokeApiToken } from "./revoke/RevokeApiToken";
import { RotateApiToken } from "./rotate/RotateApiToken";

type ApiTokenDialogsProps = { page: ApiTokenPage; dialog: Dialog; close: (focus: string) => void };

/** The open dialog. `close` closes it and moves the focus to the element with the given id. */
export const ApiTokenDialogs = ({ page, dialog, close }: ApiTokenDialogsProps) => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const done = (focus: string, message?: string) => {
    close(focus);
    page.refresh();
    if (message) {
      addAlert(message);
    }
  };

  switch (dialog.name) {
    case "create":
      return (
        page.options && (
          <CreateApiToken
            options={page.options}
            typed={dialog.typed}
            onDone={() => done("apiTokenCreate")}
            onClose={() => close("apiTokenCreate")}
          />
        )
      );
    case "rotate":
      return (
        <RotateApiToken
          token={dialog.token}
          typed={dialog.typed}
          onDone={() => done(actionsId(dialog.token))}
          onClose={() => close(actionsId(dialog.token))}
        />
      );
    case "edit":
      return (
        <EditApiToken
          token={dialog.token}
          onDone={() => done(actionsId(dialog.token), t("apiTokenChangeSuccess"))}
          onClose={() => close(actionsId(dialog.token))}
        />
      );
    case "revoke":
      return (
        <RevokeApiToken
          token={dialog.token}
          // The row and its menu disappear.
          onDone={() => done("apiTokenCreate", t("apiTokenRevokeSuccess", { label: dialog.token.label }))}
          onClose={() => close(actionsId(dialog.token))}
        />
      );
    case "revokeAll":
      return (
        <RevokeAllApiTokens
          active={page.options?.policy.active}
          onDone={(count) => done("apiTokenCreate", t("apiTokenRevokeAllSuccess", { count }))}
          onClose={() => close("apiTokenRevokeAll")}
        />
      );
  }
};
