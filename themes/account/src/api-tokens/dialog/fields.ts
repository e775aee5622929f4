import type { AccessFields } from "api-tokens-shared";

/** The fields of the dialog that creates an API token, by the names of the request, which the server uses in errors. */
export type CreateFields = {
  /** Empty for the suggested label. */
  label: string;
  description: string;
  clientId: string;
} & AccessFields &
  ExpiryFields;

export type ExpiryFields = {
  /** One of the choices of `expiry.ts`, or empty for the default of the policy. */
  lifetime: string;
  /** A day, as the user typed it. */
  expiresTimestamp: string;
};

export type EditFields = { label: string; description: string };

export type RotateFields = {
  /** How long the previous secret works after the rotation, in seconds. */
  gracePeriod: number;
} & ExpiryFields;
