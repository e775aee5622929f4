import { type ApiTokenError, errorText as sharedErrorText } from "api-tokens-shared";
import type { TFunction } from "i18next";

import { locale } from "../i18n";
import { applicationText } from "./applications";
import { dateText, durationText } from "./times";
import type { ApiToken, Scope, Use } from "./types";

export { applicationText };

/** The text of an error, in the language of the user. */
export const errorText = (t: TFunction, error: unknown) => sharedErrorText(t, error, locale(), valuesOf);

const valuesOf = ({ messageKey, params: [param] }: ApiTokenError) => ({
  param: messageKey === "apiTokenLifetimeTooLong" && typeof param === "number" ? durationText(param) : param,
});

export const applicationOf = ({ clientId, clientName }: ApiToken) => applicationText({ clientId, name: clientName });

export const scopeText = ({ name, description }: Scope) => description ?? name;

/** The text of a scope that each API token has. The stock text of Keycloak's scope for roles says too little. */
export const defaultScopeText = (t: TFunction, scope: Scope) =>
  scope.name === "roles" && scope.description === t("rolesScopeConsentText")
    ? t("apiTokenRolesScope")
    : scopeText(scope);

/** The exact time of a use, with address and client. */
export const detailOfUse = (t: TFunction, { timestamp, address, clientId }: Use) =>
  t(clientId ? "apiTokenUsedThrough" : "apiTokenUsedFrom", { date: dateText(timestamp), address, clientId });
