import { environment } from "../../environment";
import type { ApiToken } from "../types";
import type { CreateFields, RotateFields } from "./fields";

/** A dialog over the page. `typed` has the fields that the user filled in before a new login. */
export type Dialog =
  | { name: "create"; typed?: CreateFields }
  | { name: "rotate"; token: ApiToken; typed?: RotateFields }
  | { name: "edit" | "revoke"; token: ApiToken }
  | { name: "revokeAll" };

type Kept = { userId?: string; dialog: Dialog };

const KEY = `apiTokens.dialog.${environment.realm}`;

/** Stores a dialog during a new login. A dialog never contains a secret. */
export const keepDialog = (dialog: Dialog, userId?: string) => {
  const kept: Kept = { userId, dialog };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
};

/** Returns the stored dialog if the same user logged in again. */
export const keptDialog = (userId?: string) => {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
  return kept?.userId === userId ? kept?.dialog : undefined;
};

export const forgetDialog = () => sessionStorage.removeItem(KEY);
