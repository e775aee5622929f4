import type { Notice, Policy } from "../types";

/** The owner of a policy. */
export type Owner = "realm" | "client";

export const NOTICES: Notice[] = ["minted", "expiring", "ended", "leaked", "rotated"];

/** The policy in the form. A rule that is not set is empty, or has the value that applies without it. */
export type PolicyValues = {
  mintingEnabled: boolean;
  exchangeEnabled: boolean;
  nonExpiringAllowed: boolean;
  everythingByDefault: boolean;
  selfRotation: boolean;
  selfRotationExpiry: boolean;
  requiredRole: string;
  maxLifetime: number | "";
  defaultLifetime: number | "";
  maxAuthenticationAge: number | "";
  selfRotationGracePeriod: number | "";
  maxActive: string;
  endUnusedAfterDays: string;
  keepEndedDays: string;
  forbiddenScopes: string;
  notices: Notice[];
};

/** The rules that are durations, in seconds. */
export const TIMES = ["maxLifetime", "defaultLifetime", "maxAuthenticationAge", "selfRotationGracePeriod"] as const;

export type Timed = (typeof TIMES)[number];

/** The rules that are switches. */
export type Switched =
  | "mintingEnabled"
  | "exchangeEnabled"
  | "nonExpiringAllowed"
  | "everythingByDefault"
  | "selfRotation"
  | "selfRotationExpiry";

/** What applies if a rule is not set that a realm has to switch on, and that a client can only switch off. */
const ON_BY_REALM: Record<Owner, boolean> = { realm: false, client: true };

export const valuesOf = (policy: Policy, owner: Owner): PolicyValues => ({
  mintingEnabled: policy.mintingEnabled ?? true,
  exchangeEnabled: policy.exchangeEnabled ?? ON_BY_REALM[owner],
  nonExpiringAllowed: policy.nonExpiringAllowed ?? true,
  everythingByDefault: policy.everythingByDefault ?? true,
  selfRotation: policy.selfRotation ?? ON_BY_REALM[owner],
  selfRotationExpiry: policy.selfRotationExpiry ?? ON_BY_REALM[owner],
  requiredRole: policy.requiredRole ?? "",
  maxLifetime: policy.maxLifetime ?? "",
  defaultLifetime: policy.defaultLifetime ?? "",
  maxAuthenticationAge: policy.maxAuthenticationAge ?? "",
  selfRotationGracePeriod: policy.selfRotationGracePeriod ?? "",
  maxActive: String(policy.maxActive ?? ""),
  endUnusedAfterDays: String(policy.endUnusedAfterDays ?? ""),
  keepEndedDays: String(policy.keepEndedDays ?? ""),
  forbiddenScopes: policy.forbiddenScopes?.join(" ") ?? "",
  notices: policy.notices ?? NOTICES,
});

/** Returns the names in a text, which white space separates. */
export const namesIn = (text: string) => text.split(/\s+/).filter(Boolean);

/** Leaves out rules with the value that applies without them. */
export const policyOf = (values: PolicyValues, owner: Owner): Policy => ({
  mintingEnabled: values.mintingEnabled ? undefined : false,
  exchangeEnabled: unlessByDefault(values.exchangeEnabled, owner),
  nonExpiringAllowed: values.nonExpiringAllowed ? undefined : false,
  everythingByDefault: values.everythingByDefault ? undefined : false,
  selfRotation: unlessByDefault(values.selfRotation, owner),
  selfRotationExpiry: unlessByDefault(values.selfRotationExpiry, owner),
  requiredRole: values.requiredRole.trim() || undefined,
  maxLifetime: numberOf(values.maxLifetime),
  defaultLifetime: numberOf(values.defaultLifetime),
  maxAuthenticationAge: numberOf(values.maxAuthenticationAge),
  selfRotationGracePeriod: numberOf(values.selfRotationGracePeriod),
  maxActive: numberOf(values.maxActive),
  endUnusedAfterDays: numberOf(values.endUnusedAfterDays),
  keepEndedDays: numberOf(values.keepEndedDays),
  forbiddenScopes: values.forbiddenScopes.trim() ? namesIn(values.forbiddenScopes) : undefined,
  notices: values.notices.length === NOTICES.length ? undefined : values.notices,
});

const unlessByDefault = (value: boolean, owner: Owner) => (value === ON_BY_REALM[owner] ? undefined : value);

const MAX_DAYS = 36_500;
const MAX_SECONDS = MAX_DAYS * 86_400;
const MIN_GRACE_PERIOD = 60;
const MAX_GRACE_PERIOD = 86_400;
const MAX_INTEGER = 2_147_483_647;

/** A rule that is out of its range. */
export type RangeProblem = { name: keyof PolicyValues; min: number; max: number };

/** Returns all rules that the server would refuse because of their range. The server names only the first. */
export const rangeProblemsOf = (values: PolicyValues): RangeProblem[] => {
  const longest = values.maxLifetime === "" ? MAX_SECONDS : Math.min(values.maxLifetime, MAX_SECONDS);
  const limits: [name: RangeProblem["name"], max: number, min?: number][] = [
    ["maxLifetime", MAX_SECONDS],
    ["defaultLifetime", longest < 1 ? MAX_SECONDS : longest],
    ["maxActive", MAX_INTEGER],
    ["endUnusedAfterDays", MAX_DAYS],
    ["keepEndedDays", MAX_DAYS],
    ["maxAuthenticationAge", MAX_INTEGER],
    ["selfRotationGracePeriod", MAX_GRACE_PERIOD, MIN_GRACE_PERIOD],
  ];
  return limits
    .filter(([name, max, min = 1]) => values[name] !== "" && !isBetween(Number(values[name]), min, max))
    .map(([name, max, min = 1]) => ({ name, min, max }));
};

const isBetween = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;

/**
 * Returns the message key of the reason why a rule is off regardless of its switch, or undefined.
 *
 * @param realm the policy of the realm, if it limits this one and the admin may view it
 */
export const offBecause = (name: Switched, maxLifetime: number | "", realm?: Policy) => {
  if (realm && !holdsIn(realm)[name]) {
    return "apiTokenPolicyOffInRealm";
  }
  return name === "nonExpiringAllowed" && maxLifetime !== "" ? "apiTokenPolicyOffByMaxLifetime" : undefined;
};

const holdsIn = (realm: Policy): Record<Switched, boolean> => ({
  mintingEnabled: realm.mintingEnabled ?? true,
  exchangeEnabled: realm.exchangeEnabled ?? ON_BY_REALM.realm,
  nonExpiringAllowed: realm.maxLifetime === undefined && (realm.nonExpiringAllowed ?? true),
  everythingByDefault: realm.everythingByDefault ?? true,
  selfRotation: realm.selfRotation ?? ON_BY_REALM.realm,
  selfRotationExpiry: realm.selfRotationExpiry ?? ON_BY_REALM.realm,
});

const numberOf = (value: number | string) => (value === "" ? undefined : Number(value));
