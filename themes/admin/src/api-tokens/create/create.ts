import { requestedScopes } from "api-tokens-shared";

import type { Application, MintRequest } from "../types";
import { chosenLifetime, NEVER } from "./expiry";
import type { CreateFields } from "./fields";

/** The applications that an API token can be created for. */
export const usableOf = (applications: Application[] = []) => applications.filter(({ minting }) => !minting.refusal);

/** Returns the application with an id, or the first; undefined if there is none. */
export const applicationBy = (usable: Application[], clientId: string) =>
  usable.find((application) => application.clientId === clientId) ?? usable.at(0);

/** The request for a form. Fields without a value are left out; the server then suggests the label. */
export const mintRequest = (application: Application, fields: CreateFields): MintRequest => {
  const { userId, label, description, lifetime } = fields;
  const chosen = chosenLifetime(application.minting, lifetime);
  return {
    userId,
    clientId: application.clientId,
    label: label.trim() || undefined,
    description: description.trim() || undefined,
    scopes: requestedScopes(application, fields),
    lifetime: chosen === NEVER ? undefined : Number(chosen),
  };
};
