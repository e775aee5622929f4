import { CreateApiToken } from "../create/CreateApiToken";
import { ExportDialog } from "../export/ExportDialog";
import { RevokeApiToken } from "../revocation/RevokeApiToken";
import { RevokeSelected } from "../revocation/RevokeSelected";
import { RotateApiToken } from "../rotate/RotateApiToken";
import type { ApiToken } from "../types";
import type { ApiTokenListState } from "./useApiTokenList";

/** A dialog of the list, except for those of a bulk revocation. */
export type Dialog =
  | { name: "create" | "export" }
  | { name: "rotate" | "revoke"; token: ApiToken }
  | { name: "revokeSelected"; tokens: ApiToken[] };

type ApiTokenDialogsProps = { list: ApiTokenListState; dialog: Dialog; close: () => void };

/** The open dialog of the list. */
export const ApiTokenDialogs = ({ list, dialog, close }: ApiTokenDialogsProps) => {
  switch (dialog.name) {
    case "create":
      return <CreateApiToken user={list.filter.user} close={close} created={list.refresh} />;
    case "export":
      return <ExportDialog filter={list.filter} total={list.total} close={close} />;
    case "rotate":
      return <RotateApiToken token={dialog.token} close={close} rotated={list.refresh} />;
    case "revoke":
      return <RevokeApiToken token={dialog.token} close={close} revoked={list.refresh} />;
    case "revokeSelected":
      return <RevokeSelected tokens={dialog.tokens} close={close} changed={list.refresh} />;
  }
};
