import { describe, expect, it } from "vitest";

import type { Application, Minting } from "../types";
import { applicationBy, mintRequest, usableOf } from "./create";
import { NOTHING } from "./fields";

const DAY = 86_400;

const application = (clientId: string, minting: Partial<Minting> = {}): Application => ({
  clientId,
  suggestedLabel: `${clientId} 2`,
  scopes: [{ name: "read" }, { name: "write" }],
  minting: { nonExpiringAllowed: true, everythingByDefault: true, ...minting },
});

const notes = application("notes");
const tasks = application("tasks");
const careful = application("careful", { everythingByDefault: false, defaultLifetime: DAY });
const refused = application("refused", { refusal: "apiTokenMintingDisabled" });

describe("the application", () => {
  it("is the chosen one, or else the first that can be used", () => {
    const usable = usableOf([refused, notes, tasks]);
    expect(applicationBy(usable, "")).toBe(notes);
    expect(applicationBy(usable, "tasks")).toBe(tasks);
    expect(applicationBy(usable, "refused")).toBe(notes);
  });

  it("is missing if none can be used, or if nothing is known yet", () => {
    expect(applicationBy(usableOf([refused]), "refused")).toBeUndefined();
    expect(applicationBy(usableOf(), "notes")).toBeUndefined();
  });
});

describe("the request", () => {
  const typed = { ...NOTHING, userId: "u", access: "selection" as const, scopes: ["write", "gone"] };

  it("leaves label, expiry and access to the server if nothing was typed", () => {
    expect(mintRequest(notes, { ...NOTHING, userId: "u", label: " ", description: "\n" })).toEqual({
      userId: "u",
      clientId: "notes",
    });
  });

  it("has what was typed, and only selected scopes that the application offers", () => {
    expect(
      mintRequest(notes, { ...typed, label: " CI ", description: " nightly ", lifetime: String(7 * DAY) }),
    ).toEqual({
      userId: "u",
      clientId: "notes",
      label: "CI",
      description: "nightly",
      scopes: ["write"],
      lifetime: 7 * DAY,
    });
  });

  it("has the defaults of the policy", () => {
    expect(mintRequest(careful, { ...NOTHING, userId: "u", scopes: ["read"] })).toEqual({
      userId: "u",
      clientId: "careful",
      scopes: ["read"],
      lifetime: DAY,
    });
  });

  it("keeps a selection for another application from becoming everything", () => {
    expect(mintRequest(notes, { ...NOTHING, userId: "u", scopes: ["gone"] }).scopes).toEqual([]);
  });
});
