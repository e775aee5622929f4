/** The bodies of the admin REST API, in docs/rest.md. Times are epoch milliseconds, lifetimes are seconds. */
export type Status = "active" | "expired" | "revoked";

export type Use = { timestamp: number; address: string; clientId?: string };

/** Realm and name only where the reader may view that user. */
export type Admin = { id: string; realm?: string; username?: string };

export type Scope = { name: string; description?: string; granted: boolean };

/** A scope that counts at the moment; roles as 'client: role', or the name of a realm role alone. */
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

/** One that was asked for by itself: with what it allows at the moment. */
export type ApiTokenInFull = ApiToken & { allowed?: AllowedScope[] };

export type Counts = Record<"active" | "expired" | "revoked" | "neverExpiring" | "unused", number>;

export type Summary = Counts & { takenTimestamp: number; clients: (Counts & { id: string; clientId: string })[] };

export type RevocationState = "running" | "done" | "failed" | "cancelled";

/** How many a revocation would end. The server counts no further than 10,001. */
export type Matching = { matching: number };

/** How far a revocation of many has come. */
export type Progress = Matching & { id: string; revoked: number; state: RevocationState };

export type Notice = "minted" | "expiring" | "ended" | "leaked" | "rotated";

export type Policy = {
  mintingEnabled?: boolean;
  exchangeEnabled?: boolean;
  requiredRole?: string;
  maxLifetime?: number;
  defaultLifetime?: number;
  nonExpiringAllowed?: boolean;
  maxActive?: number;
  forbiddenScopes?: string[];
  endUnusedAfterDays?: number;
  keepEndedDays?: number;
  maxAuthenticationAge?: number;
  notices?: Notice[];
};
