/** The bodies of the admin REST API, in docs/rest.md. Times are epoch milliseconds, lifetimes are seconds. */
export type Status = "active" | "expired" | "revoked";

export type Use = { timestamp: number; address: string; clientId?: string };

/** Realm and name are present only if the reader may view that user. */
export type Admin = { id: string; realm?: string; username?: string };

export type Scope = { name: string; description?: string; granted: boolean };

/** A scope that applies now. Roles are 'client: role', or the name of a realm role. */
export type AllowedScope = { name: string; text?: string; isDefault: boolean; roles?: string[] };

export type ApiToken = {
  id: string;
  userId: string;
  username?: string;
  label: string;
  description?: string;
  hint: string;
  clientId: string;
  clientName?: string;
  everything: boolean;
  scopes: Scope[];
  status: Status;
  blockedBy?: string;
  createdTimestamp: number;
  expiresTimestamp?: number;
  revokedTimestamp?: number;
  revokedBy?: string;
  revokedByAdmin?: Admin;
  revokedReason?: string;
  revokedComment?: string;
  lastUse?: Use;
  rotation?: { rotatedTimestamp: number; graceEndsTimestamp?: number; lateUse?: Use };
  access: { manage: boolean };
};

/** The response for a single API token, with the scopes and roles that it has now. */
export type ApiTokenInFull = ApiToken & { allowed?: AllowedScope[] };

export type MintedApiToken = Omit<ApiToken, "userId" | "access"> & { secret: string };

/** Without a label, the API token gets the suggested one. Without scopes, it has everything. */
export type MintRequest = {
  userId: string;
  clientId: string;
  label?: string;
  description?: string;
  scopes?: string[];
  lifetime?: number;
};

/** The policy for minting for one application. */
export type Minting = {
  refusal?: string;
  nonExpiringAllowed: boolean;
  maxLifetime?: number;
  defaultLifetime?: number;
  everythingByDefault: boolean;
};

/** A token client, with the scopes that the user can have. */
export type Application = {
  clientId: string;
  name?: string;
  suggestedLabel: string;
  scopes: Pick<Scope, "name" | "description">[];
  minting: Minting;
};

export type Options = { clients: Application[] };

/** A client that API tokens can, or could, be created for. */
export type ApplicationSettings = {
  id: string;
  clientId: string;
  name?: string;
  enabled: boolean;
  access: { configure: boolean };
};

/**
 * `apis` are the clients that can introspect a token with the scope. If `everyApiOfUser` is true, so can all others in
 * which the user has a role.
 */
export type ApplicationScope = {
  name: string;
  text?: string;
  isDefault: boolean;
  isForbidden: boolean;
  roles: string[];
  apis: string[];
  everyApiOfUser: boolean;
};

export type ApplicationWarning = { kind: string; scopes?: string[] };

export type ApplicationInFull = ApplicationSettings & { scopes: ApplicationScope[]; warnings: ApplicationWarning[] };

export type Counts = Record<"active" | "expired" | "revoked" | "neverExpiring" | "unused" | "unlimited", number>;

export type Summary = Counts & { takenTimestamp: number; clients: (Counts & { id: string; clientId: string })[] };

export type RevocationState = "running" | "done" | "failed" | "cancelled";

/** The number of API tokens that a revocation would end. The server stops counting at 10,001. */
export type Matching = { matching: number };

/** The progress of a bulk revocation. */
export type Progress = Matching & { id: string; revoked: number; startedTimestamp: number; state: RevocationState };

export type Notice = "minted" | "expiring" | "ended" | "leaked" | "rotated";

export type Policy = {
  mintingEnabled?: boolean;
  exchangeEnabled?: boolean;
  requiredRole?: string;
  maxLifetime?: number;
  defaultLifetime?: number;
  nonExpiringAllowed?: boolean;
  everythingByDefault?: boolean;
  maxActive?: number;
  forbiddenScopes?: string[];
  endUnusedAfterDays?: number;
  keepEndedDays?: number;
  maxAuthenticationAge?: number;
  selfRotation?: boolean;
  selfRotationGracePeriod?: number;
  selfRotationExpiry?: boolean;
  notices?: Notice[];
};
