import type { AccessFields } from "api-tokens-shared";

/** The form for a new API token. */
export type CreateFields = {
  userId: string;
  /** Empty for the suggested label. */
  label: string;
  description: string;
  clientId: string;
  lifetime: string;
} & AccessFields;

export const NOTHING: CreateFields = {
  userId: "",
  label: "",
  description: "",
  clientId: "",
  lifetime: "",
  access: "",
  scopes: [],
};
