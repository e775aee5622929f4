import { type ApiTokenError, errorText as sharedErrorText } from "api-tokens-shared";
import type { TFunction } from "i18next";

import { i18n } from "../i18n";
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
  realm_disabled: "apiTokenDiagnosisReasonRealmDisabled",
  not_before: "apiTokenBlockedNotBefore",
  client_disabled: "apiTokenBlockedClientDisabled",
  client_not_found: "apiTokenBlockedClientNotFound",
  no_token_client: "apiTokenBlockedNoTokenClient",
  user_disabled: "apiTokenBlockedUserDisabled",
  user_not_found: "apiTokenUserGone",
  service_account_disabled: "apiTokenBlockedServiceAccount",
};

/** The text of an error, in the language of the admin. */
export const errorText = (t: TFunction, error: unknown) => sharedErrorText(t, error, i18n.language, valuesOf);

const valuesOf = ({ params: [param, max] }: ApiTokenError) => ({ param, max });

/** Returns how much an API token may do: everything, or a number of scopes. */
export const accessOf = (t: TFunction, { everything, scopes }: ApiToken) => {
  if (everything) {
    return t("apiTokenAccessEverything");
  }
  return scopes.length === 0 ? t("apiTokenAccessDefault") : t("apiTokenAccessScopes", { count: scopes.length });
};

export const applicationOf = ({ clientName, clientId }: ApiToken) => clientName ?? clientId;

/** The reason why an API token was revoked, or who revoked it if no reason is known. */
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
