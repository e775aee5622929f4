import { describe, expect, it } from "vitest";

import { chosenLifetime, lifetimesOf, NEVER } from "./expiry";

const DAY = 86_400;

describe("the lifetimes to choose from", () => {
  it("begin with none if the policy allows that", () => {
    expect(lifetimesOf({ nonExpiringAllowed: true })[0]).toBe(NEVER);
    expect(lifetimesOf({ nonExpiringAllowed: false })).not.toContain(NEVER);
  });

  it("end with the maximum, and include the default", () => {
    expect(lifetimesOf({ nonExpiringAllowed: false, maxLifetime: 10 * DAY, defaultLifetime: 2 * DAY })).toEqual(
      [2, 7, 10].map((days) => String(days * DAY)),
    );
  });
});

describe("the chosen lifetime", () => {
  it("is the default of the policy until the admin chooses one that is offered", () => {
    const minting = { nonExpiringAllowed: true, defaultLifetime: 2 * DAY };
    expect(chosenLifetime(minting, "")).toBe(String(2 * DAY));
    expect(chosenLifetime(minting, NEVER)).toBe(NEVER);
    expect(chosenLifetime({ nonExpiringAllowed: false, maxLifetime: DAY }, NEVER)).toBe(String(DAY));
  });
});
