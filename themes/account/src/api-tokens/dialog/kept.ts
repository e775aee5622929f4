import { ApiTokenError } from "api-tokens-shared";

import { asksToCreate } from "../../createLink";
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

/** Returns the dialog to restore, if any: a link that the user follows replaces it. */
export const keptUnlessLink = (query: URLSearchParams, kept?: KeptDialog) => (asksToCreate(query) ? undefined : kept);

/** Returns the dialog with its API tokens as they are now, without those that are gone meanwhile. */
export const withTokens = async (kept: KeptDialog, get: (id: string) => Promise<ApiToken>): Promise<Dialog> => {
  if ("ids" in kept) {
    return { name: kept.name, tokens: await withoutGone(kept.ids.map(get)) };
  }
  if ("id" in kept) {
    const { id, ...rest } = kept;
    return { ...rest, token: await get(id) };
  }
  return kept;
};

const withoutGone = async (requests: Promise<ApiToken>[]) => {
  const outcomes = await Promise.allSettled(requests);
  const tokens = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const reasons = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
  const failure = reasons.find((reason) => tokens.length === 0 || !isGone(reason));
  if (failure !== undefined) {
    throw failure;
  }
  return tokens;
};

const isGone = (reason: unknown) => reason instanceof ApiTokenError && reason.status === 404;
