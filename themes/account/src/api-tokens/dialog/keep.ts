import { environment } from "../../environment";
import type { Dialog } from "./dialog";
import { type KeptDialog, withoutTokens } from "./kept";

type Kept = { userId?: string; dialog: KeptDialog };

const KEY = `apiTokens.dialog.${environment.realm}`;

/** Stores a dialog during a new login. A dialog never contains a secret. */
export const keepDialog = (dialog: Dialog, userId?: string) => {
  const kept: Kept = { userId, dialog: withoutTokens(dialog) };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
};

/** Returns the stored dialog if the same user logged in again. */
export const keptDialog = (userId?: string) => {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
  return kept?.userId === userId ? kept?.dialog : undefined;
};

export const forgetDialog = () => sessionStorage.removeItem(KEY);
