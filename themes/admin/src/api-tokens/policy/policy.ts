import type { Notice, Policy } from "../types";

/** Whose rules they are. */
export type Owner = "realm" | "client";

export const NOTICES: Notice[] = ["minted", "expiring", "ended", "leaked", "rotated"];

/** The rules as the form holds them: what is not written is empty, or the switch and the notices that it means. */
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

/** The rules that are a time, in seconds. */
export const TIMES = ["maxLifetime", "defaultLifetime", "maxAuthenticationAge"] as const;

export type Timed = (typeof TIMES)[number];

/** The rules that are switched on or off. */
export type Switched = "mintingEnabled" | "exchangeEnabled" | "nonExpiringAllowed";

/** What holds where nothing is written: a realm has to switch it on, and a client can only switch it off. */
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

/** What means the same as nothing is not written. */
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
 * Why a rule is off, whatever its switch says, as the key of a text.
 *
 * @param realm the rules of the realm, where they bound those of a client and the admin may know them
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
