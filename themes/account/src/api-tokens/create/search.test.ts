import { expect, test } from "vitest";

import { matches } from "./search";

const scope = { name: "notes:read", description: "Lire les données" };

test.each([
  { search: "", found: true },
  { search: "READ", found: true },
  { search: "donnees", found: true },
  { search: " lire  notes ", found: true },
  { search: "write", found: false },
  { search: "notes write", found: false },
])("'$search' finds a scope by name and text: $found", ({ search, found }) => {
  expect(matches(scope, search)).toBe(found);
});

test("finds a scope without a text", () => {
  expect(matches({ name: "a" }, "a")).toBe(true);
});
