import { describe, expect, test } from "vitest";

import type { Access } from "../dialog/fields";
import type { Application, Minting } from "../types";
import { accessChoices, chosenAccess, initialFields, labelFor, mintRequest, NOTHING_TYPED } from "./create";

const application = (clientId: string, scopes: string[], minting: Partial<Minting> = {}): Application => ({
  clientId,
  suggestedLabel: `${clientId} 2`,
  defaultScopes: [],
  scopes: scopes.map((name) => ({ name })),
  minting: { nonExpiringAllowed: true, everythingByDefault: true, ...minting },
});

const notes = application("notes", ["read", "write"]);
const tasks = application("tasks", ["read"]);
const plain = application("plain", []);
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

describe("chosenAccess", () => {
  const careful = { everythingByDefault: false };
  test.each<{ of: Application; picked: Access; chosen: Access }>([
    { of: notes, picked: "", chosen: "everything" },
    { of: notes, picked: "selection", chosen: "selection" },
    { of: notes, picked: "basic", chosen: "basic" },
    { of: application("notes", ["read"], careful), picked: "", chosen: "selection" },
    { of: application("notes", ["read"], careful), picked: "everything", chosen: "everything" },
    { of: application("plain", [], careful), picked: "", chosen: "basic" },
    { of: plain, picked: "", chosen: "everything" },
    { of: plain, picked: "selection", chosen: "basic" },
  ])("of $of.clientId with '$picked' is $chosen", ({ of, picked, chosen }) => {
    expect(chosenAccess(of, picked)).toBe(chosen);
  });

  test("offers no selection of nothing", () => {
    expect(accessChoices(plain)).not.toContain("selection");
  });
});

describe("mintRequest", () => {
  const typed = { ...NOTHING_TYPED, clientId: "notes", label: " CI ", scopes: ["write", "gone"] };

  test("leaves out the scopes for everything", () => {
    expect(mintRequest(notes, typed, "en")).toEqual({
      label: "CI",
      description: "",
      clientId: "notes",
      scopes: undefined,
    });
  });

  test("has only selected scopes that the application offers", () => {
    expect(mintRequest(notes, { ...typed, access: "selection" }, "en").scopes).toEqual(["write"]);
  });

  test("has no scopes for basic access, whatever was selected before", () => {
    expect(mintRequest(notes, { ...typed, access: "basic" }, "en").scopes).toEqual([]);
  });

  test("expires at the end of the day that was typed in the format of the language", () => {
    const onADay = { ...typed, lifetime: "date", expiresTimestamp: "3.12.2099" };
    expect(mintRequest(notes, onADay, "de").expiresTimestamp).toBe(new Date(2099, 11, 3, 23, 59, 59, 999).getTime());
  });

  test("leaves the label to the server if it is empty", () => {
    expect(mintRequest(notes, { ...typed, label: " " }, "en").label).toBeUndefined();
  });
});
