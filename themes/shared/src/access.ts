/**
 * All that the user may do, a selection of scopes, or only the scopes that each API token has. Empty if nobody has chosen
 * yet, so that the default of the policy applies.
 */
export type Access = Choice | "";

type Choice = "everything" | "selection" | "basic";

/** The fields of a form that ask for the access. */
export type AccessFields = { access: Access; scopes: string[] };

/** The part of a token client that decides about the access. */
export type Offer = { scopes: { name: string }[]; minting: { everythingByDefault: boolean } };

/** The choices of access. Without scopes there is nothing to select. */
export const accessChoices = ({ scopes }: Offer): Choice[] =>
  scopes.length > 0 ? ["everything", "selection", "basic"] : ["everything", "basic"];

/** Returns the choice in a form, or the default of the policy if nobody chose. */
export const chosenAccess = (offer: Offer, { access, scopes }: AccessFields): Choice => {
  const choices = accessChoices(offer);
  // Scopes were selected for this application or for another one: a selection never becomes everything.
  const picked = access === "" && scopes.length > 0 ? "selection" : access;
  const chosen = choices.find((choice) => choice === picked);
  return chosen ?? (picked === "" && offer.minting.everythingByDefault ? "everything" : choices[1]);
};

/** The selected scopes that the application offers: others may have been selected for another application. */
export const offeredOf = ({ scopes }: Offer, selected: string[]) =>
  selected.filter((name) => scopes.some((scope) => scope.name === name));

/** Whether a form selects nothing where it has to select something. */
export const isNothingSelected = (offer: Offer, fields: AccessFields) =>
  chosenAccess(offer, fields) === "selection" && offeredOf(offer, fields.scopes).length === 0;

/** The scopes of a request to mint: undefined for everything, and none for basic access. */
export const requestedScopes = (offer: Offer, fields: AccessFields) => {
  switch (chosenAccess(offer, fields)) {
    case "everything":
      return undefined;
    case "selection":
      return offeredOf(offer, fields.scopes);
    case "basic":
      return [];
  }
};
