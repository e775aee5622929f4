import type { ApiToken } from "../types";
import type { Dialog } from "./dialog";

/** A dialog as the browser stores it: with what the user typed, and the ids of API tokens in place of their data. */
export type KeptDialog =
  | Exclude<Dialog, { token: ApiToken } | { tokens: ApiToken[] }>
  | WithId<Extract<Dialog, { token: ApiToken }>>
  | { name: "revokeSelected"; ids: string[] };

type WithId<D> = D extends { token: ApiToken } ? Omit<D, "token"> & { id: string } : never;

export const withoutTokens = (dialog: Dialog): KeptDialog => {
  if ("tokens" in dialog) {
    return { name: dialog.name, ids: dialog.tokens.map(({ id }) => id) };
  }
  if ("token" in dialog) {
    const { token, ...rest } = dialog;
    return { ...rest, id: token.id };
  }
  return dialog;
};

/** Returns the dialog with its API tokens as they are now. */
export const withTokens = async (kept: KeptDialog, get: (id: string) => Promise<ApiToken>): Promise<Dialog> => {
  if ("ids" in kept) {
    return { name: kept.name, tokens: await Promise.all(kept.ids.map(get)) };
  }
  if ("id" in kept) {
    const { id, ...rest } = kept;
    return { ...rest, token: await get(id) };
  }
  return kept;
};
