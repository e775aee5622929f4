/** The bodies of the account REST API, in docs/rest.md. Times are epoch milliseconds. */
export type ApiTokenStatus = "active" | "expired" | "revoked";

export type Scope = { name: string; description?: string };

export type ApiToken = {
  id: string;
  label: string;
  description?: string;
  hint: string;
  clientId: string;
  clientName?: string;
  everything: boolean;
  scopes: (Scope & { granted: boolean })[];
  status: ApiTokenStatus;
  createdTimestamp: number;
  expiresTimestamp?: number;
  revokedTimestamp?: number;
};

export type MintedApiToken = ApiToken & { secret: string };

export type MintRequest = { label: string; description?: string; clientId: string; scopes?: string[] };

export type Application = {
  clientId: string;
  name?: string;
  description?: string;
  defaultScopes: Scope[];
  scopes: Scope[];
};

export type Options = { clients: Application[]; policy: { maxActive: number; active: number } };

export type Filter = { search: string; status: ApiTokenStatus | ""; first: number; max: number };
