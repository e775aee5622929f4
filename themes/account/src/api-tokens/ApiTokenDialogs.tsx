import { useTranslation } from "react-i18next";

import { CreateApiToken } from "./create/CreateApiToken";
import type { Dialog } from "./dialog/dialog";
import { useKeep } from "./dialog/useKeep";
import { EditApiToken } from "./edit/EditApiToken";
import { actionsId } from "./list/ApiTokenActions";
import type { ApiTokenPage } from "./list/useApiTokenPage";
import { LostSecret } from "./lost/LostSecret";
import { RevokeAllApiTokens } from "./revoke/RevokeAllApiTokens";
import { RevokeApiToken } from "./revoke/RevokeApiToken";
import { RevokeSelectedApiTokens } from "./revoke/RevokeSelectedApiTokens";
import { RotateApiToken } from "./rotate/RotateApiToken";
import type { AddToast } from "./toast/useToasts";
import type { ApiToken } from "./types";

type ApiTokenDialogsProps = {
  page: ApiTokenPage;
  dialog: Dialog;
  toast: AddToast;
  open: (dialog: Dialog) => void;
  close: (focus: string) => void;
};

/** The open dialog. `close` closes it and moves the focus to the element with the given id. */
export const ApiTokenDialogs = ({ page, dialog, toast, open, close }: ApiTokenDialogsProps) => {
  const done = (focus: string, message?: string) => {
    close(focus);
    page.refresh();
    if (message) {
      toast(message);
    }
  };

  const lost = (token: ApiToken) => {
    page.refresh();
    open({ name: "lost", token });
  };

  switch (dialog.name) {
    case "create":
    case "rotate":
    case "lost":
      return <SecretDialogs page={page} dialog={dialog} done={done} lost={lost} />;
    case "edit":
      return <EditDialog page={page} dialog={dialog} done={done} />;
    case "revoke":
    case "revokeSelected":
    case "revokeAll":
      return <RevokeDialogs page={page} dialog={dialog} done={done} />;
  }
};

type GroupProps<Name extends Dialog["name"]> = {
  page: ApiTokenPage;
  dialog: Extract<Dialog, { name: Name }>;
  /** Closes the dialog and loads the list: a request whose answer was lost may succeed late. */
  done: (focus: string, message?: string) => void;
};

type SecretDialogsProps = GroupProps<"create" | "rotate" | "lost"> & { lost: (token: ApiToken) => void };

/** A dialog that needs the options, which have the expiries that the policy allows. It is kept meanwhile. */
const Waiting = ({ dialog }: { dialog: Dialog }) => {
  useKeep(() => dialog);
  return null;
};

/** The dialogs that end with a secret. */
const SecretDialogs = ({ page, dialog, done, lost }: SecretDialogsProps) => {
  const { t } = useTranslation();
  switch (dialog.name) {
    case "create":
      return page.options ? (
        <CreateApiToken
          options={page.options}
          typed={dialog.typed}
          link={dialog.link}
          sent={dialog.key}
          onDone={() => done("apiTokenCreate")}
          onLost={lost}
          onFailed={page.refresh}
          onClose={() => done("apiTokenCreate")}
        />
      ) : (
        <Waiting dialog={dialog} />
      );
    case "rotate":
      return dialog.typed && !page.options ? (
        <Waiting dialog={dialog} />
      ) : (
        <RotateApiToken
          token={dialog.token}
          applications={page.options?.clients}
          typed={dialog.typed}
          sent={dialog.key}
          onDone={() => done(actionsId(dialog.token))}
          onLost={lost}
          onFailed={page.refresh}
          onClose={() => done(actionsId(dialog.token))}
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
  }
};

const EditDialog = ({ page, dialog: { token, typed }, done }: GroupProps<"edit">) => {
  const { t } = useTranslation();
  return (
    <EditApiToken
      token={token}
      typed={typed}
      onDone={() => done(actionsId(token), t("apiTokenChangeSuccess"))}
      onFailed={page.refresh}
      onClose={() => done(actionsId(token))}
    />
  );
};

/** After a revocation, the row and its menu disappear: the focus moves to the button above the list. */
const RevokeDialogs = ({ page, dialog, done }: GroupProps<"revoke" | "revokeSelected" | "revokeAll">) => {
  const { t } = useTranslation();
  const revokedMany = (count: number) => done("apiTokenCreate", t("apiTokenRevokeAllSuccess", { count }));
  switch (dialog.name) {
    case "revoke":
      return (
        <RevokeApiToken
          token={dialog.token}
          onDone={() => done("apiTokenCreate", t("apiTokenRevokeSuccess", { label: dialog.token.label }))}
          onFailed={page.refresh}
          onClose={() => done(actionsId(dialog.token))}
        />
      );
    case "revokeSelected":
      return (
        <RevokeSelectedApiTokens
          tokens={dialog.tokens}
          onDone={revokedMany}
          onFailed={page.refresh}
          onClose={() => done("apiTokenRevokeSelected")}
        />
      );
    case "revokeAll":
      return (
        <RevokeAllApiTokens
          options={page.options}
          shown={dialog.shown}
          chosen={dialog.onlyShown}
          onDone={revokedMany}
          onFailed={page.refresh}
          onClose={() => done("apiTokenMore")}
        />
      );
  }
};
