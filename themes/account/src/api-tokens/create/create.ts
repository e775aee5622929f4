import type { Access, CreateFields } from "../dialog/fields";
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

/** The choices of access. Without scopes there is nothing to select. */
export const accessChoices = ({ scopes }: Application): Access[] =>
  scopes.length > 0 ? ["everything", "selection", "basic"] : ["everything", "basic"];

/** Returns the choice of the user, or the default of the policy if the user chose nothing. */
export const chosenAccess = (application: Application, picked: Access): Access => {
  const choices = accessChoices(application);
  if (choices.includes(picked)) {
    return picked;
  }
  // A selection for another application never becomes everything.
  return picked === "" && application.minting.everythingByDefault ? "everything" : choices[1];
};

/** The selected scopes that the application offers: the user may have selected others for another application. */
export const offeredOf = (application: Application, selected: string[]) =>
  selected.filter((name) => application.scopes.some((scope) => scope.name === name));

export const mintRequest = (application: Application, fields: CreateFields, locale: string): MintRequest => {
  const access = chosenAccess(application, fields.access);
  return {
    label: fields.label.trim() || undefined,
    description: fields.description,
    clientId: fields.clientId,
    ...expiryOf(chosenExpiry(application.minting, fields.lifetime), dayFrom(fields.expiresTimestamp, locale)),
    scopes: access === "everything" ? undefined : access === "basic" ? [] : offeredOf(application, fields.scopes),
  };
};
