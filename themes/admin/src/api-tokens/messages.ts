import { ApiTokenError } from "api-tokens-rest";
import type { TFunction } from "i18next";

import type { Admin, ApiToken } from "./types";

const REASONS: Partial<Record<string, string>> = {
  leaked: "apiTokenEndedLeaked",
  unused: "apiTokenEndedUnused",
  expired: "apiTokenEndedExpired",
  client_removed: "apiTokenEndedClientRemoved",
  consent_withdrawn: "apiTokenEndedConsentWithdrawn",
};

const ACTORS: Partial<Record<string, string>> = {
  user: "apiTokenEndedByUser",
  client: "apiTokenEndedByClient",
  admin: "apiTokenEndedByAdmin",
};

const BLOCKS: Partial<Record<string, string>> = {
  not_before: "apiTokenBlockedNotBefore",
  client_disabled: "apiTokenBlockedClientDisabled",
  client_not_found: "apiTokenBlockedClientNotFound",
  no_token_client: "apiTokenBlockedNoTokenClient",
  user_disabled: "apiTokenBlockedUserDisabled",
  user_not_found: "apiTokenUserGone",
  service_account_disabled: "apiTokenBlockedServiceAccount",
};

export const errorText = (t: TFunction, error: unknown) =>
  error instanceof ApiTokenError
    ? t([error.messageKey, "apiTokenUnexpectedError"], { param: error.params[0], greatest: error.params[1] })
    : t("apiTokenUnexpectedError");

export const applicationOf = ({ clientName, clientId }: ApiToken) => clientName ?? clientId;

/** Why an API token was revoked, or who revoked it if no reason is known. */
export const endOf = (t: TFunction, { revokedReason = "", revokedBy = "", revokedByAdmin }: ApiToken, realm: string) =>
  !REASONS[revokedReason] && revokedByAdmin
    ? t("apiTokenEndedByThatAdmin", { admin: adminOf(revokedByAdmin, realm) })
    : t(REASONS[revokedReason] ?? ACTORS[revokedBy] ?? "apiTokenEndedByServer");

/** The name of an admin, with the realm if it is another one; the id if the reader may not view that user. */
export const adminOf = ({ id, realm: home, username }: Admin, realm: string) => {
  if (!username) {
    return id;
  }
  return home === realm ? username : `${username} (${home})`;
};

export const blockOf = (t: TFunction, blockedBy: string) => t(BLOCKS[blockedBy] ?? "apiTokenBlocked");
