/** The form for a new API token. */
export type CreateFields = {
  userId: string;
  label: string;
  description: string;
  clientId: string;
  lifetime: string;
  everything: boolean;
  scopes: string[];
};

/** Only what is selected, because an admin rarely knows all that a user may do. */
export const NOTHING: CreateFields = {
  userId: "",
  label: "",
  description: "",
  clientId: "",
  lifetime: "",
  everything: false,
  scopes: [],
};
