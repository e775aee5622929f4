// The bodies of the account REST API, which docs/rest.md describes. Times are epoch milliseconds, lifetimes are seconds.

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

/** Without a label, the API token gets the suggested one. */
export type MintRequest = Expiry & { label?: string; description?: string; clientId: string; scopes?: string[] };

/** Without an expiry, the API token keeps its own. */
export type RotateRequest = Expiry & ({ gracePeriod: number } | { keepGracePeriod: true });

/** The policy for minting for one application. */
export type Minting = {
  refusal?: string;
  nonExpiringAllowed: boolean;
  maxLifetime?: number;
  defaultLifetime?: number;
  everythingByDefault: boolean;
};

export type Application = {
  clientId: string;
  name?: string;
  suggestedLabel: string;
  defaultScopes: Scope[];
  scopes: Scope[];
  minting: Minting;
};

export type Options = { clients: Application[]; policy: { maxActive: number; active: number } };

/** The orders of the list, by their names in the REST API. */
export type Sort = "newest" | "label" | "last_used" | "expires";

/** What a list or a revocation selects. An empty string selects all. */
export type Selection = { search: string; client: string };

export type Filter = Selection & { status: ApiTokenStatus | ""; sort: Sort; first: number; max: number };
