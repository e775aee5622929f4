import { describe, expect, test } from "vitest";

import { type Access, accessChoices, chosenAccess, isNothingSelected, type Offer, requestedScopes } from "./access";

const offer = (scopes: string[], everythingByDefault = true): Offer => ({
  scopes: scopes.map((name) => ({ name })),
  minting: { everythingByDefault },
});

const notes = offer(["read", "write"]);
const careful = offer(["read"], false);
const plain = offer([]);

test("a selection of nothing is not offered", () => {
  expect(accessChoices(notes)).toEqual(["everything", "selection", "basic"]);
  expect(accessChoices(plain)).toEqual(["everything", "basic"]);
});

describe("the chosen access", () => {
  test.each<{ case: string; of: Offer; access: Access; scopes: string[]; chosen: Access }>([
    { case: "the default of the policy", of: notes, access: "", scopes: [], chosen: "everything" },
    { case: "a selection by the policy", of: careful, access: "", scopes: [], chosen: "selection" },
    { case: "the least if there is nothing to select", of: offer([], false), access: "", scopes: [], chosen: "basic" },
    { case: "what was picked", of: notes, access: "selection", scopes: [], chosen: "selection" },
    { case: "what was picked, basic", of: notes, access: "basic", scopes: ["read"], chosen: "basic" },
    { case: "what was picked, everything", of: careful, access: "everything", scopes: ["read"], chosen: "everything" },
    { case: "never everything after a selection", of: plain, access: "selection", scopes: ["read"], chosen: "basic" },
    { case: "a selection if scopes are selected", of: notes, access: "", scopes: ["gone"], chosen: "selection" },
    { case: "the least after an unpicked selection", of: plain, access: "", scopes: ["read"], chosen: "basic" },
  ])("is $case", ({ of, access, scopes, chosen }) => {
    expect(chosenAccess(of, { access, scopes })).toBe(chosen);
  });
});

describe("a form selects nothing", () => {
  test.each<{ access: Access; scopes: string[]; isNothing: boolean }>([
    { access: "selection", scopes: [], isNothing: true },
    { access: "selection", scopes: ["gone"], isNothing: true },
    { access: "selection", scopes: ["gone", "read"], isNothing: false },
    { access: "basic", scopes: [], isNothing: false },
    { access: "everything", scopes: [], isNothing: false },
    { access: "", scopes: [], isNothing: false },
  ])("with '$access' and $scopes: $isNothing", ({ access, scopes, isNothing }) => {
    expect(isNothingSelected(notes, { access, scopes })).toBe(isNothing);
  });

  test("if the policy demands a selection that is not there", () => {
    expect(isNothingSelected(careful, { access: "", scopes: [] })).toBe(true);
  });
});

describe("the scopes of a request", () => {
  const scopes = ["write", "gone"];

  test("are left out for everything", () => {
    expect(requestedScopes(notes, { access: "everything", scopes })).toBeUndefined();
  });

  test("are those of the selection that the application offers", () => {
    expect(requestedScopes(notes, { access: "selection", scopes })).toEqual(["write"]);
  });

  test("are none for basic access, whatever was selected before", () => {
    expect(requestedScopes(notes, { access: "basic", scopes })).toEqual([]);
  });
});
