import type { TFunction } from "i18next";

import { environment } from "../environment";
import { ApiTokenError } from "./api";
import type { ApiToken, Application, Scope } from "./types";

/** What went wrong, in the words of the theme. */
export const errorText = (t: TFunction, error: unknown) => {
  if (!(error instanceof ApiTokenError)) {
    return t("apiTokenUnexpectedError");
  }
  return t(error.messageKey, { param: error.params[0] });
};

export const dateText = (timestamp: number) =>
  new Date(timestamp).toLocaleString(environment.locale, { dateStyle: "medium", timeStyle: "short" });

export const applicationText = ({ clientId, name }: Pick<Application, "clientId" | "name">) => name ?? clientId;

export const applicationOf = ({ clientId, clientName }: ApiToken) => applicationText({ clientId, name: clientName });

export const scopeText = ({ name, description }: Scope) => description ?? name;
