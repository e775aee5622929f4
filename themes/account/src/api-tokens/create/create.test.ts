import { describe, expect, test } from "vitest";

import type { Application, Minting } from "../types";
import { initialFields, labelFor, mintRequest, NOTHING_TYPED } from "./create";

const application = (clientId: string, scopes: string[], minting: Partial<Minting> = {}): Application => ({
  clientId,
  suggestedLabel: `${clientId} 2`,
  defaultScopes: [],
  scopes: scopes.map((name) => ({ name })),
  minting: { nonExpiringAllowed: true, everythingByDefault: true, ...minting },
});

const notes = application("notes", ["read", "write"]);
const tasks = application("tasks", ["read"]);
const refused = application("refused", [], { refusal: "apiTokenMintingDisabled" });

describe("initialFields", () => {
  test("suggest the label of the first application that can be used", () => {
    expect(initialFields([refused, notes], NOTHING_TYPED)).toMatchObject({ clientId: "notes", label: "notes 2" });
  });

  test("keep what was typed", () => {
    const typed = { ...NOTHING_TYPED, clientId: "tasks", label: "mine" };
    expect(initialFields([notes, tasks], typed)).toEqual(typed);
  });

  test("replace an application that cannot be used", () => {
    expect(initialFields([notes, refused], { ...NOTHING_TYPED, clientId: "refused" }).clientId).toBe("notes");
  });
});

describe("labelFor", () => {
  test.each([
    { label: "notes 2", expected: "tasks 2" },
    { label: "", expected: "tasks 2" },
    { label: "mine", expected: "mine" },
  ])("another application and '$label' is '$expected'", ({ label, expected }) => {
    expect(labelFor([notes, tasks], "tasks", label)).toBe(expected);
  });
});

describe("mintRequest", () => {
  const typed = { ...NOTHING_TYPED, clientId: "notes", label: " CI " };

  test("leaves out the scopes for everything", () => {
    expect(mintRequest(notes, typed, "en")).toEqual({
      label: "CI",
      description: "",
      clientId: "notes",
      scopes: undefined,
    });
  });

  test("has the selected scopes", () => {
    expect(mintRequest(notes, { ...typed, scopes: ["write"] }, "en").scopes).toEqual(["write"]);
  });

  test("expires at the end of the day that was typed in the format of the language", () => {
    const onADay = { ...typed, lifetime: "date", expiresTimestamp: "3.12.2099" };
    expect(mintRequest(notes, onADay, "de").expiresTimestamp).toBe(new Date(2099, 11, 3, 23, 59, 59, 999).getTime());
  });

  test.each([" ", "notes 2", " notes 2 "])("leaves the label '%s' to the server", (label) => {
    expect(mintRequest(notes, { ...typed, label }, "en").label).toBeUndefined();
  });
});
