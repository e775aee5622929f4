import { describe, expect, test } from "vitest";

import type { Policy } from "../types";
import { NOTICES, offBecause, type Owner, policyOf, rangeProblemsOf, type Switched, valuesOf } from "./policy";

const OWNERS: Owner[] = ["realm", "client"];

const FULL: Policy = {
  mintingEnabled: false,
  nonExpiringAllowed: false,
  everythingByDefault: false,
  requiredRole: "developer",
  maxLifetime: 86_400,
  defaultLifetime: 3600,
  maxActive: 10,
  forbiddenScopes: ["notes:write", "notes:admin"],
  endUnusedAfterDays: 90,
  keepEndedDays: 30,
  maxAuthenticationAge: 300,
  selfRotationGracePeriod: 600,
  notices: ["leaked"],
};

describe("an empty policy", () => {
  test.each([
    { owner: "realm", exchangeEnabled: false },
    { owner: "client", exchangeEnabled: true },
  ] as const)("of a $owner shows what applies without rules", ({ owner, exchangeEnabled }) => {
    expect(valuesOf({}, owner)).toEqual({
      mintingEnabled: true,
      exchangeEnabled,
      nonExpiringAllowed: true,
      everythingByDefault: true,
      selfRotation: exchangeEnabled,
      selfRotationExpiry: exchangeEnabled,
      requiredRole: "",
      maxLifetime: "",
      defaultLifetime: "",
      maxAuthenticationAge: "",
      selfRotationGracePeriod: "",
      maxActive: "",
      endUnusedAfterDays: "",
      keepEndedDays: "",
      forbiddenScopes: "",
      notices: NOTICES,
    });
  });

  test.each(OWNERS)("of a %s stays empty", (owner) => {
    expect(bodyOf(policyOf(valuesOf({}, owner), owner))).toEqual({});
  });
});

describe("a policy with all rules", () => {
  test.each([
    { owner: "realm", exchangeEnabled: true },
    { owner: "client", exchangeEnabled: false },
  ] as const)("of a $owner is saved as it was loaded", ({ owner, exchangeEnabled }) => {
    const rules = { exchangeEnabled, selfRotation: exchangeEnabled, selfRotationExpiry: exchangeEnabled };
    const policy = { ...FULL, ...rules };
    expect(policyOf(valuesOf(policy, owner), owner)).toEqual(policy);
  });

  test.each([
    { owner: "realm", exchangeEnabled: false },
    { owner: "client", exchangeEnabled: true },
  ] as const)("of a $owner omits what applies without rules", ({ owner, exchangeEnabled }) => {
    const policy = { mintingEnabled: true, exchangeEnabled, nonExpiringAllowed: true, notices: NOTICES };
    expect(bodyOf(policyOf(valuesOf(policy, owner), owner))).toEqual({});
  });
});

describe("policyOf", () => {
  const values = valuesOf({}, "realm");

  test("reads numbers, zero among them", () => {
    const policy = policyOf({ ...values, maxActive: "0", keepEndedDays: "7", maxLifetime: 60 }, "realm");
    expect(bodyOf(policy)).toEqual({ maxActive: 0, keepEndedDays: 7, maxLifetime: 60 });
  });

  test("separates scopes at white space", () => {
    expect(policyOf({ ...values, forbiddenScopes: " a  b\tc " }, "realm").forbiddenScopes).toEqual(["a", "b", "c"]);
    expect(policyOf({ ...values, forbiddenScopes: "  " }, "realm").forbiddenScopes).toBeUndefined();
  });

  test("trims the role", () => {
    expect(policyOf({ ...values, requiredRole: " developer " }, "realm").requiredRole).toBe("developer");
    expect(policyOf({ ...values, requiredRole: "  " }, "realm").requiredRole).toBeUndefined();
  });

  test("keeps that no notices are sent", () => {
    expect(policyOf({ ...values, notices: [] }, "realm").notices).toEqual([]);
  });
});

describe("offBecause", () => {
  const byRealm = "apiTokenPolicyOffInRealm";
  const byMaxLifetime = "apiTokenPolicyOffByMaxLifetime";

  test.each<{ name: Switched; maxLifetime: number | ""; realm?: Policy; reason?: string }>([
    { name: "mintingEnabled", maxLifetime: "", reason: undefined },
    { name: "mintingEnabled", maxLifetime: 60, reason: undefined },
    { name: "mintingEnabled", maxLifetime: "", realm: {}, reason: undefined },
    { name: "mintingEnabled", maxLifetime: "", realm: { mintingEnabled: false }, reason: byRealm },
    { name: "exchangeEnabled", maxLifetime: "", reason: undefined },
    { name: "exchangeEnabled", maxLifetime: "", realm: {}, reason: byRealm },
    { name: "exchangeEnabled", maxLifetime: "", realm: { exchangeEnabled: true }, reason: undefined },
    { name: "selfRotation", maxLifetime: "", realm: {}, reason: byRealm },
    { name: "selfRotation", maxLifetime: "", realm: { selfRotation: true }, reason: undefined },
    { name: "selfRotationExpiry", maxLifetime: "", realm: {}, reason: byRealm },
    { name: "everythingByDefault", maxLifetime: 60, reason: undefined },
    { name: "everythingByDefault", maxLifetime: "", realm: { everythingByDefault: false }, reason: byRealm },
    { name: "nonExpiringAllowed", maxLifetime: "", reason: undefined },
    { name: "nonExpiringAllowed", maxLifetime: 60, reason: byMaxLifetime },
    { name: "nonExpiringAllowed", maxLifetime: "", realm: { nonExpiringAllowed: false }, reason: byRealm },
    { name: "nonExpiringAllowed", maxLifetime: "", realm: { maxLifetime: 60 }, reason: byRealm },
    { name: "nonExpiringAllowed", maxLifetime: 60, realm: { maxLifetime: 60 }, reason: byRealm },
  ])("of $name with maximum '$maxLifetime' and realm $realm is $reason", ({ name, maxLifetime, realm, reason }) => {
    expect(offBecause(name, maxLifetime, realm)).toBe(reason);
  });
});

/** Returns the policy as the body of a request has it, without undefined rules. */
const bodyOf = (policy: Policy): unknown => JSON.parse(JSON.stringify(policy));

describe("rules that are out of range", () => {
  const valid = valuesOf({}, "realm");

  test("are all named, in the order of the form", () => {
    const values = { ...valid, maxLifetime: 0, maxActive: "-1", keepEndedDays: "36501", endUnusedAfterDays: "1.5" };
    expect(rangeProblemsOf(values).map(({ name }) => name)).toEqual([
      "maxLifetime",
      "maxActive",
      "endUnusedAfterDays",
      "keepEndedDays",
    ]);
  });

  test("include a default above the maximum", () => {
    expect(rangeProblemsOf({ ...valid, maxLifetime: 60, defaultLifetime: 61 })).toEqual([
      { name: "defaultLifetime", min: 1, max: 60 },
    ]);
  });

  test("are none if the rules are not set, or at their limits", () => {
    expect(rangeProblemsOf(valid)).toEqual([]);
    expect(rangeProblemsOf({ ...valid, maxActive: "2147483647", keepEndedDays: "36500", maxLifetime: 1 })).toEqual([]);
  });
});
