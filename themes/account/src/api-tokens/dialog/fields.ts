/** The fields of the dialog that creates an API token, by the names of the request, which the server uses in errors. */
export type CreateFields = {
  /** Empty for the suggested label. */
  label: string;
  description: string;
  clientId: string;
  access: Access;
  scopes: string[];
} & ExpiryFields;

export type ExpiryFields = {
  /** One of the choices of `expiry.ts`, or empty for the default of the policy. */
  lifetime: string;
  /** A day, as the user typed it. */
  expiresTimestamp: string;
};

/** All that the user may do, a selection of scopes, or only the scopes that each API token has; empty for the default. */
export type Access = "everything" | "selection" | "basic" | "";

export type EditFields = { label: string; description: string };

export type RotateFields = {
  /** How long the previous secret works after the rotation, in seconds. */
  gracePeriod: number;
} & ExpiryFields;
