import { expect, test, vi } from "vitest";

import type { ApiToken } from "../types";
import type { Dialog } from "./dialog";
import { type KeptDialog, withoutTokens, withTokens } from "./kept";

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
    dialog: { name: "revokeAll", shown: { search: "CI", client: "" } },
    kept: { name: "revokeAll", shown: { search: "CI", client: "" } },
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
