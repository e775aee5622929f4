import type { Notice, Policy } from "../types";

/** Whose policy it is. */
export type Owner = "realm" | "client";

export const NOTICES: Notice[] = ["minted", "expiring", "ended", "leaked", "rotated"];

/** The policy in the form. A rule that is not set is empty, or has the value that applies without it. */
export type PolicyValues = {
  mintingEnabled: boolean;
  exchangeEnabled: boolean;
  nonExpiringAllowed: boolean;
  requiredRole: string;
  maxLifetime: number | "";
  defaultLifetime: number | "";
  maxAuthenticationAge: number | "";
  maxActive: string;
  endUnusedAfterDays: string;
  keepEndedDays: string;
  forbiddenScopes: string;
  notices: Notice[];
};

/** The rules that are durations, in seconds. */
export const TIMES = ["maxLifetime", "defaultLifetime", "maxAuthenticationAge"] as const;

export type Timed = (typeof TIMES)[number];

/** The rules that are switches. */
export type Switched = "mintingEnabled" | "exchangeEnabled" | "nonExpiringAllowed";

/** The value that applies if the rule is not set: a realm has to switch it on, a client can only switch it off. */
const EXCHANGE_ENABLED: Record<Owner, boolean> = { realm: false, client: true };

export const valuesOf = (policy: Policy, owner: Owner): PolicyValues => ({
  mintingEnabled: policy.mintingEnabled ?? true,
  exchangeEnabled: policy.exchangeEnabled ?? EXCHANGE_ENABLED[owner],
  nonExpiringAllowed: policy.nonExpiringAllowed ?? true,
  requiredRole: policy.requiredRole ?? "",
  maxLifetime: policy.maxLifetime ?? "",
  defaultLifetime: policy.defaultLifetime ?? "",
  maxAuthenticationAge: policy.maxAuthenticationAge ?? "",
  maxActive: String(policy.maxActive ?? ""),
  endUnusedAfterDays: String(policy.endUnusedAfterDays ?? ""),
  keepEndedDays: String(policy.keepEndedDays ?? ""),
  forbiddenScopes: policy.forbiddenScopes?.join(" ") ?? "",
  notices: policy.notices ?? NOTICES,
});

/** Leaves out rules with the value that applies without them. */
export const policyOf = (values: PolicyValues, owner: Owner): Policy => ({
  mintingEnabled: values.mintingEnabled ? undefined : false,
  exchangeEnabled: values.exchangeEnabled === EXCHANGE_ENABLED[owner] ? undefined : values.exchangeEnabled,
  nonExpiringAllowed: values.nonExpiringAllowed ? undefined : false,
  requiredRole: values.requiredRole.trim() || undefined,
  maxLifetime: numberOf(values.maxLifetime),
  defaultLifetime: numberOf(values.defaultLifetime),
  maxAuthenticationAge: numberOf(values.maxAuthenticationAge),
  maxActive: numberOf(values.maxActive),
  endUnusedAfterDays: numberOf(values.endUnusedAfterDays),
  keepEndedDays: numberOf(values.keepEndedDays),
  forbiddenScopes: values.forbiddenScopes.trim() ? values.forbiddenScopes.trim().split(/\s+/) : undefined,
  notices: values.notices.length === NOTICES.length ? undefined : values.notices,
});

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
  exchangeEnabled: realm.exchangeEnabled ?? EXCHANGE_ENABLED.realm,
  nonExpiringAllowed: realm.maxLifetime === undefined && (realm.nonExpiringAllowed ?? true),
});

const numberOf = (value: number | string) => (value === "" ? undefined : Number(value));
