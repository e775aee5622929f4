/** The fields of the dialog that creates an API token, by the names of the request, which the server uses in errors. */
export type CreateFields = {
  label: string;
  description: string;
  clientId: string;
  /** One of the choices of `expiry.ts`, or empty for the default of the policy. */
  lifetime: string;
  /** YYYY-MM-DD */
  expiresTimestamp: string;
  everything: boolean;
  scopes: string[];
};

/** How long the previous secret works after a rotation, in seconds. */
export type RotateFields = { gracePeriod: number };
