import { requestedScopes } from "api-tokens-shared";

import type { CreateFields } from "../dialog/fields";
import type { Application, MintRequest } from "../types";
import { dayFrom } from "../expiry/day";
import { chosenExpiry, expiryOf } from "../expiry/expiry";

export const NOTHING_TYPED: CreateFields = {
  label: "",
  description: "",
  clientId: "",
  lifetime: "",
  expiresTimestamp: "",
  access: "",
  scopes: [],
};

/** Returns the application with an id, or the first that the user can create API tokens for. */
export const applicationBy = (applications: Application[], clientId: string) => {
  const usable = applications.filter(({ minting }) => !minting.refusal);
  return usable.find((application) => application.clientId === clientId) ?? usable[0];
};

/** Returns the typed fields, with an application and the suggested label if the user chose none. */
export const initialFields = (applications: Application[], typed: CreateFields): CreateFields => {
  const { clientId, suggestedLabel } = applicationBy(applications, typed.clientId);
  return { ...typed, clientId, label: typed.label || suggestedLabel };
};

/** The label for another application: its suggestion, unless the user typed a label. */
export const labelFor = (applications: Application[], clientId: string, label: string) =>
  label === "" || applications.some(({ suggestedLabel }) => suggestedLabel === label)
    ? applicationBy(applications, clientId).suggestedLabel
    : label;

export const mintRequest = (application: Application, fields: CreateFields, locale: string): MintRequest => {
  const label = fields.label.trim();
  return {
    // The server suggests a label anew: an API token with this one may exist meanwhile.
    label: label === application.suggestedLabel ? undefined : label || undefined,
    description: fields.description,
    clientId: fields.clientId,
    ...expiryOf(chosenExpiry(application.minting, fields.lifetime), dayFrom(fields.expiresTimestamp, locale)),
    scopes: requestedScopes(application, fields),
  };
};
