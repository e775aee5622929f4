import { ApiTokenError } from "api-tokens-shared";
import { describe, expect, test, vi } from "vitest";

import type { ApiToken } from "../types";
import type { Dialog } from "./dialog";
import { type KeptDialog, keptUnlessLink, withoutTokens, withTokens } from "./kept";

const token = (id: string): ApiToken => ({
  id,
  label: `label of ${id}`,
  description: `description of ${id}`,
  hint: `kcat_…${id}`,
  clientId: "notes",
  everything: true,
  scopes: [],
  status: "active",
  createdTimestamp: 1,
  lastUse: { timestamp: 2, address: "192.0.2.7" },
});

const ROTATE = { gracePeriod: 3600, lifetime: "keep", expiresTimestamp: "" };
const EDIT = { label: "typed", description: "" };

test.each<{ dialog: Dialog; kept: KeptDialog }>([
  { dialog: { name: "create", link: "create", key: "k" }, kept: { name: "create", link: "create", key: "k" } },
  {
    dialog: { name: "rotate", token: token("1"), typed: ROTATE, key: "k" },
    kept: { name: "rotate", id: "1", typed: ROTATE, key: "k" },
  },
  { dialog: { name: "edit", token: token("1"), typed: EDIT }, kept: { name: "edit", id: "1", typed: EDIT } },
  { dialog: { name: "lost", token: token("1") }, kept: { name: "lost", id: "1" } },
  { dialog: { name: "revoke", token: token("1") }, kept: { name: "revoke", id: "1" } },
  {
    dialog: { name: "revokeSelected", tokens: [token("1"), token("2")] },
    kept: { name: "revokeSelected", ids: ["1", "2"] },
  },
  {
    dialog: { name: "revokeAll", shown: { search: "CI", client: "" }, onlyShown: false },
    kept: { name: "revokeAll", shown: { search: "CI", client: "" }, onlyShown: false },
  },
])("of the dialog $dialog.name, ids and typed fields are kept, and nothing else of API tokens", async (example) => {
  const kept = withoutTokens(example.dialog);
  expect(kept).toEqual(example.kept);
  await expect(withTokens(kept, (id) => Promise.resolve(token(id)))).resolves.toEqual(example.dialog);
});

test("a dialog about an API token that is gone is not restored", async () => {
  const get = vi.fn(() => Promise.reject(new Error("gone")));
  await expect(withTokens({ name: "revoke", id: "1" }, get)).rejects.toThrow("gone");
});

describe("a dialog about several API tokens", () => {
  const gone = new ApiTokenError(404, "apiTokenNotFound");
  const getting = (reason: Error) => (id: string) => (id === "1" ? Promise.reject(reason) : Promise.resolve(token(id)));

  test("is restored without those that are gone", async () => {
    await expect(withTokens({ name: "revokeSelected", ids: ["1", "2"] }, getting(gone))).resolves.toEqual({
      name: "revokeSelected",
      tokens: [token("2")],
    });
  });

  test("is not restored if all of them are gone", async () => {
    await expect(withTokens({ name: "revokeSelected", ids: ["1"] }, getting(gone))).rejects.toBe(gone);
  });

  test("is not restored in part if one cannot be loaded", async () => {
    const unavailable = new ApiTokenError(503, "apiTokenUnavailable");
    await expect(withTokens({ name: "revokeSelected", ids: ["1", "2"] }, getting(unavailable))).rejects.toBe(
      unavailable,
    );
  });
});

test.each([
  { query: "create&label=CI", isRestored: false },
  { query: "referrer=notes", isRestored: true },
])("with the query '$query', a kept dialog is restored: $isRestored", ({ query, isRestored }) => {
  const kept: KeptDialog = { name: "revoke", id: "1" };
  expect(keptUnlessLink(new URLSearchParams(query), kept)).toBe(isRestored ? kept : undefined);
});
