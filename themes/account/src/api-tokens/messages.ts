import { ApiTokenError, NoAnswer } from "api-tokens-rest";
import type { TFunction } from "i18next";

import { dateText, durationText } from "./times";
import type { ApiToken, Application, Scope, Use } from "./types";

const UNEXPECTED = "apiTokenUnexpectedError";

/** The text of an error, in the language of the user. */
export const errorText = (t: TFunction, error: unknown) => {
  if (error instanceof NoAnswer) {
    return t(navigator.onLine ? "apiTokenUnreachable" : "apiTokenOffline");
  }
  if (!(error instanceof ApiTokenError)) {
    return t(UNEXPECTED);
  }
  const [param] = error.params;
  const isLifetime = error.messageKey === "apiTokenLifetimeTooLong" && typeof param === "number";
  const text = t([error.messageKey, UNEXPECTED], { param: isLifetime ? durationText(param) : param });
  return error.retryAfter === undefined
    ? text
    : `${text} ${t("apiTokenRetryAfter", { time: durationText(error.retryAfter) })}`;
};

export const applicationText = ({ clientId, name }: Pick<Application, "clientId" | "name">) => name ?? clientId;

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
