import { ApiTokenError } from "api-tokens-rest";
import type { TFunction } from "i18next";

import { dateText, durationText } from "./times";
import type { ApiToken, Application, Scope, Use } from "./types";

const UNEXPECTED = "apiTokenUnexpectedError";

/** The text of an error, in the language of the user. */
export const errorText = (t: TFunction, error: unknown) => {
  if (!(error instanceof ApiTokenError)) {
    return t(UNEXPECTED);
  }
  const [param] = error.params;
  const isLifetime = error.messageKey === "apiTokenLifetimeTooLong" && typeof param === "number";
  return t([error.messageKey, UNEXPECTED], { param: isLifetime ? durationText(param) : param });
};

export const applicationText = ({ clientId, name }: Pick<Application, "clientId" | "name">) => name ?? clientId;

export const applicationOf = ({ clientId, clientName }: ApiToken) => applicationText({ clientId, name: clientName });

export const scopeText = ({ name, description }: Scope) => description ?? name;

/** The exact time of a use, with address and client. */
export const detailOfUse = (t: TFunction, { timestamp, address, clientId }: Use) =>
  t(clientId ? "apiTokenUsedThrough" : "apiTokenUsedFrom", { date: dateText(timestamp), address, clientId });
