import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Minting } from "../types";
import {
  CHOOSE,
  chosenExpiry,
  dayOf,
  expiryChoices,
  expiryOf,
  expiryOn,
  isExpiryDay,
  NEVER,
  ON_A_DATE,
} from "./expiry";

const HOUR = 3600;
const DAY = 24 * HOUR;

const minting = (policy: Partial<Minting> = {}): Minting => ({
  nonExpiringAllowed: true,
  everythingByDefault: true,
  ...policy,
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 2, 10, 12) });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("dayOf", () => {
  test.each([
    { date: new Date(2026, 0, 5, 0, 0), day: "2026-01-05" },
    { date: new Date(2026, 11, 31, 23, 59), day: "2026-12-31" },
  ])("$day is a local day", ({ date, day }) => {
    expect(dayOf(date)).toBe(day);
  });
});

describe("isExpiryDay", () => {
  test.each([
    { day: "2026-03-09", maxLifetime: undefined, isAllowed: false },
    { day: "2026-03-10", maxLifetime: undefined, isAllowed: false },
    { day: "2026-03-11", maxLifetime: undefined, isAllowed: true },
    { day: "2126-03-11", maxLifetime: undefined, isAllowed: true },
    { day: "2026-03-11", maxLifetime: 36 * HOUR, isAllowed: true },
    { day: "2026-03-11", maxLifetime: 36 * HOUR - 1, isAllowed: false },
    { day: "2026-03-12", maxLifetime: 36 * HOUR, isAllowed: false },
    { day: "", maxLifetime: undefined, isAllowed: false },
    { day: "tomorrow", maxLifetime: undefined, isAllowed: false },
    { day: "2026-13-01", maxLifetime: undefined, isAllowed: false },
  ])("of '$day' with maximum $maxLifetime is $isAllowed", ({ day, maxLifetime, isAllowed }) => {
    expect(isExpiryDay(minting({ maxLifetime }), day)).toBe(isAllowed);
  });

  test("takes the hour that daylight saving time removes into account", () => {
    vi.setSystemTime(new Date(2026, 2, 28, 12));
    expect(isExpiryDay(minting({ maxLifetime: 35 * HOUR }), "2026-03-29")).toBe(true);
    expect(isExpiryDay(minting({ maxLifetime: 35 * HOUR - 1 }), "2026-03-29")).toBe(false);
  });
});

test("a last day ends at its last millisecond, and only if it is allowed", () => {
  expect(expiryOn(minting(), "2026-03-12")).toBe(new Date(2026, 2, 12, 23, 59, 59, 999).getTime());
  expect(expiryOn(minting({ maxLifetime: DAY }), "2026-03-12")).toBeUndefined();
  expect(expiryOn(minting(), "")).toBeUndefined();
});

describe("expiryChoices", () => {
  const usual = [7, 30, 90, 365].map((days) => String(days * DAY));

  test("are complete without rules", () => {
    expect(expiryChoices(minting())).toEqual([NEVER, ...usual, ON_A_DATE]);
  });

  test("begin with none if the user has to choose", () => {
    expect(expiryChoices(minting(), CHOOSE)).toEqual([CHOOSE, NEVER, ...usual, ON_A_DATE]);
    expect(expiryChoices(minting({ defaultLifetime: 30 * DAY }), CHOOSE)).not.toContain(CHOOSE);
  });

  test("omit no expiry if the policy requires one", () => {
    expect(expiryChoices(minting({ nonExpiringAllowed: false }))).toEqual([...usual, ON_A_DATE]);
  });

  test("end at the maximum, which is a choice", () => {
    const choices = expiryChoices(minting({ nonExpiringAllowed: false, maxLifetime: 40 * DAY }));
    expect(choices).toEqual([usual[0], usual[1], String(40 * DAY), ON_A_DATE]);
  });

  test("have the default in the order of length, once", () => {
    expect(expiryChoices(minting({ defaultLifetime: 14 * DAY }))[2]).toBe(String(14 * DAY));
    expect(expiryChoices(minting({ defaultLifetime: 30 * DAY }))).toEqual(expiryChoices(minting()));
  });

  test("omit a date if the maximum ends before tomorrow does", () => {
    expect(expiryChoices(minting({ nonExpiringAllowed: false, maxLifetime: HOUR }))).toEqual([String(HOUR)]);
  });
});

describe("chosenExpiry", () => {
  test.each([
    { case: "an allowed choice", policy: {}, picked: String(7 * DAY), chosen: String(7 * DAY) },
    { case: "a date", policy: {}, picked: ON_A_DATE, chosen: ON_A_DATE },
    { case: "nothing", policy: {}, picked: "", chosen: NEVER },
    { case: "nothing with a default", policy: { defaultLifetime: DAY }, picked: "", chosen: String(DAY) },
    { case: "no choice yet", policy: {}, picked: CHOOSE, chosen: CHOOSE },
    { case: "no choice yet with a default", policy: { defaultLifetime: DAY }, picked: CHOOSE, chosen: String(DAY) },
    {
      case: "no choice yet if the policy requires an expiry",
      policy: { nonExpiringAllowed: false },
      picked: CHOOSE,
      chosen: String(30 * DAY),
    },
    {
      case: "no expiry if the policy requires one",
      policy: { nonExpiringAllowed: false },
      picked: NEVER,
      chosen: String(30 * DAY),
    },
    {
      case: "more than the maximum",
      policy: { nonExpiringAllowed: false, maxLifetime: 60 * DAY, defaultLifetime: 14 * DAY },
      picked: String(90 * DAY),
      chosen: String(14 * DAY),
    },
  ])("of $case is $chosen", ({ policy, picked, chosen }) => {
    expect(chosenExpiry(minting(policy), picked)).toBe(chosen);
  });
});

describe("expiryOf", () => {
  test("makes the expiry of the request from a choice", () => {
    expect(expiryOf(NEVER, "2026-03-11")).toEqual({});
    expect(expiryOf(String(DAY), "2026-03-11")).toEqual({ lifetime: DAY });
    expect(expiryOf(ON_A_DATE, "2026-03-11")).toEqual({
      expiresTimestamp: new Date(2026, 2, 11, 23, 59, 59, 999).getTime(),
    });
  });
});
