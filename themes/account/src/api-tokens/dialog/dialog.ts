import { environment } from "../../environment";
import type { ApiToken } from "../types";
import type { CreateFields, RotateFields } from "./fields";

/** What is open over the page; `typed` is what was typed before a fresh login. */
export type Dialog =
  | { name: "create"; typed?: CreateFields }
  | { name: "rotate"; token: ApiToken; typed?: RotateFields }
  | { name: "edit" | "revoke"; token: ApiToken }
  | { name: "revokeAll" };

type Kept = { userId?: string; dialog: Dialog };

const KEY = `apiTokens.dialog.${environment.realm}`;

/** Keeps a dialog over a fresh login. No dialog holds a secret. */
export const keepDialog = (dialog: Dialog, userId?: string) => {
  const kept: Kept = { userId, dialog };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
};

/** The dialog that was kept, where it was the same user who came back. */
export const keptDialog = (userId?: string) => {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
  return kept?.userId === userId ? kept?.dialog : undefined;
};

export const forgetDialog = () => sessionStorage.removeItem(KEY);
