import { useAccountAlerts } from "@keycloak/keycloak-account-ui";
import { useTranslation } from "react-i18next";

import { CreateApiToken } from "./create/CreateApiToken";
import type { Dialog } from "./dialog/dialog";
import { EditApiToken } from "./edit/EditApiToken";
import { actionsId } from "./list/ApiTokenActions";
import type { ApiTokenPage } from "./list/useApiTokenPage";
import { LostSecret } from "./lost/LostSecret";
import { RevokeAllApiTokens } from "./revoke/RevokeAllApiTokens";
import { RevokeApiToken } from "./revoke/RevokeApiToken";
import { RevokeSelectedApiTokens } from "./revoke/RevokeSelectedApiTokens";
import { RotateApiToken } from "./rotate/RotateApiToken";
import type { ApiToken } from "./types";

type ApiTokenDialogsProps = {
  page: ApiTokenPage;
  dialog: Dialog;
  open: (dialog: Dialog) => void;
  close: (focus: string) => void;
};

/** The open dialog. `close` closes it and moves the focus to the element with the given id. */
export const ApiTokenDialogs = ({ page, dialog, open, close }: ApiTokenDialogsProps) => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const done = (focus: string, message?: string) => {
    close(focus);
    page.refresh();
    if (message) {
      addAlert(message);
    }
  };

  const lost = (token: ApiToken) => {
    page.refresh();
    open({ name: "lost", token });
  };

  switch (dialog.name) {
    case "create":
      return (
        page.options && (
          <CreateApiToken
            options={page.options}
            typed={dialog.typed}
            link={dialog.link}
            sent={dialog.key}
            onDone={() => done("apiTokenCreate")}
            onLost={lost}
            onFailed={page.refresh}
            onClose={() => close("apiTokenCreate")}
          />
        )
      );
    case "rotate":
      return (
        <RotateApiToken
          token={dialog.token}
          applications={page.options?.clients}
          typed={dialog.typed}
          sent={dialog.key}
          onDone={() => done(actionsId(dialog.token))}
          onLost={lost}
          onFailed={page.refresh}
          onClose={() => close(actionsId(dialog.token))}
        />
      );
    case "edit":
      return (
        <EditApiToken
          token={dialog.token}
          typed={dialog.typed}
          onDone={() => done(actionsId(dialog.token), t("apiTokenChangeSuccess"))}
          onFailed={page.refresh}
          onClose={() => close(actionsId(dialog.token))}
        />
      );
    case "lost":
      return (
        <LostSecret
          token={dialog.token}
          onDone={() => done(actionsId(dialog.token))}
          onRevoked={() => done("apiTokenCreate", t("apiTokenRevokeSuccess", { label: dialog.token.label }))}
          onFailed={page.refresh}
          onClose={() => done(actionsId(dialog.token))}
        />
      );
    case "revoke":
      return (
        <RevokeApiToken
          token={dialog.token}
          // The row and its menu disappear.
          onDone={() => done("apiTokenCreate", t("apiTokenRevokeSuccess", { label: dialog.token.label }))}
          onFailed={page.refresh}
          onClose={() => close(actionsId(dialog.token))}
        />
      );
    case "revokeSelected":
      return (
        <RevokeSelectedApiTokens
          tokens={dialog.tokens}
          onDone={(count) => done("apiTokenCreate", t("apiTokenRevokeAllSuccess", { count }))}
          onFailed={page.refresh}
          onClose={() => close("apiTokenRevokeSelected")}
        />
      );
    case "revokeAll":
      return (
        <RevokeAllApiTokens
          options={page.options}
          shown={dialog.shown}
          onDone={(count) => done("apiTokenCreate", t("apiTokenRevokeAllSuccess", { count }))}
          onFailed={page.refresh}
          onClose={() => close("apiTokenMore")}
        />
      );
  }
};
