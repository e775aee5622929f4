/** The bodies of the admin REST API, in docs/rest.md. Times are epoch milliseconds, lifetimes are seconds. */
export type Status = "active" | "expired" | "revoked";

export type Use = { timestamp: number; address: string; clientId?: string };

export type Scope = { name: string; description?: string; granted: boolean };

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
  revokedReason?: string;
  revokedComment?: string;
  lastUse?: Use;
  rotation?: { rotatedTimestamp: number; graceEndsTimestamp?: number; lateUse?: Use };
  access: { manage: boolean };
};

export type Counts = Record<"active" | "expired" | "revoked" | "neverExpiring" | "unused", number>;

export type Summary = Counts & { takenTimestamp: number; clients: (Counts & { id: string; clientId: string })[] };

/** How far a revocation of many has come; it has no id where it is only a look at how many there are. */
export type Progress = { id?: string; matching: number; revoked: number; done: boolean };

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
