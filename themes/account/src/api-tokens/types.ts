/** The bodies of the account REST API, in docs/rest.md. Times are epoch milliseconds, lifetimes are seconds. */
export type ApiTokenStatus = "active" | "expired" | "revoked";

export type Scope = { name: string; description?: string };

export type Use = { timestamp: number; address: string; clientId?: string };

export type Rotation = { graceEndsTimestamp?: number; lateUse?: Use };

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
  blockedBy?: string;
  createdTimestamp: number;
  expiresTimestamp?: number;
  revokedTimestamp?: number;
  revokedBy?: string;
  revokedReason?: string;
  revokedComment?: string;
  lastUse?: Use;
  rotation?: Rotation;
};

export type MintedApiToken = ApiToken & { secret: string };

/** If both are undefined, the API token never expires. */
export type Expiry = { lifetime?: number; expiresTimestamp?: number };

export type MintRequest = Expiry & { label: string; description?: string; clientId: string; scopes?: string[] };

/** The policy for minting for one application. */
export type Minting = {
  refusal?: string;
  nonExpiringAllowed: boolean;
  maxLifetime?: number;
  defaultLifetime?: number;
};

export type Application = {
  clientId: string;
  name?: string;
  defaultScopes: Scope[];
  scopes: Scope[];
  minting: Minting;
};

export type Options = { clients: Application[]; policy: { maxActive: number; active: number } };

export type Filter = { search: string; status: ApiTokenStatus | ""; first: number; max: number };
