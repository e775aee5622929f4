import { describe, expect, test } from "vitest";

import type { Application, Minting } from "../types";
import { CHOOSE } from "../expiry/expiry";
import { prefilled } from "./link";

const application = (clientId: string, minting: Partial<Minting> = {}): Application => ({
  clientId,
  suggestedLabel: clientId,
  defaultScopes: [],
  scopes: [{ name: "notes:read" }, { name: "notes:write" }],
  minting: { nonExpiringAllowed: true, everythingByDefault: true, ...minting },
});

const APPLICATIONS = [
  application("notes"),
  application("tasks", { nonExpiringAllowed: false, maxLifetime: 86_400 * 30 }),
  application("closed", { refusal: "apiTokenMintingDisabled" }),
];

const read = (link: string) => prefilled(new URLSearchParams(link), APPLICATIONS);

describe("a link", () => {
  test("fills in all fields", () => {
    expect(
      read("create&client=tasks&label=CI+pipeline&description=nightly&scope=notes:read+notes:write&lifetime=7d"),
    ).toEqual({
      fields: {
        clientId: "tasks",
        label: "CI pipeline",
        description: "nightly",
        lifetime: "604800",
        expiresTimestamp: "",
        access: "selection",
        scopes: ["notes:read", "notes:write"],
      },
      refusals: [],
    });
  });

  test("without fields leaves everything to the defaults", () => {
    expect(read("create")).toMatchObject({ fields: { label: "", lifetime: "", access: "", scopes: [] }, refusals: [] });
  });

  test("can name scopes one by one, and twice", () => {
    expect(read("scope=notes:write&scope=notes:read+notes:write").fields.scopes).toEqual(["notes:write", "notes:read"]);
  });

  test.each([
    { link: "client=nobody", message: "apiTokenLinkClient", value: "nobody" },
    { link: "client=closed", message: "apiTokenLinkClientRefused", value: "closed" },
    { link: "scope=admin", message: "apiTokenLinkScope", value: "admin" },
    { link: "lifetime=soon", message: "apiTokenLinkLifetimeInvalid", value: "soon" },
    { link: "lifetime=-1", message: "apiTokenLinkLifetimeInvalid", value: "-1" },
    { link: "lifetime=0", message: "apiTokenLinkLifetimeInvalid", value: "0" },
    { link: "lifetime=1e3", message: "apiTokenLinkLifetimeInvalid", value: "1e3" },
    { link: "client=tasks&lifetime=never", message: "apiTokenLinkLifetime", value: "never" },
    { link: "client=tasks&lifetime=31d", message: "apiTokenLinkLifetime", value: "31d" },
    { link: "lifetime=9999999999d", message: "apiTokenLinkLifetime", value: "9999999999d" },
  ])("that asks for $link is told $message", ({ link, message, value }) => {
    expect(read(link).refusals).toEqual([{ message, value }]);
  });

  test.each([
    { link: `label=${"x".repeat(256)}`, field: "apiTokenLabel" },
    { link: "label=%E2%80%8B", field: "apiTokenLabel" },
    { link: `description=${"x".repeat(1001)}`, field: "apiTokenDescription" },
  ])("with an invalid text names the field $field", ({ link, field }) => {
    expect(read(link)).toMatchObject({
      fields: { label: "", description: "" },
      refusals: [{ message: "apiTokenLinkText", field }],
    });
  });

  test.each(["soon", "0", "9999999999d"])("whose lifetime %s is refused leaves the choice to the user", (lifetime) => {
    expect(read(`lifetime=${lifetime}`).fields.lifetime).toBe(CHOOSE);
  });

  test("is repeated in short and on one line where it is refused", () => {
    const { refusals } = read(`client=${encodeURIComponent(`call\u202E\n${"x".repeat(100)}`)}`);
    expect(refusals).toEqual([{ message: "apiTokenLinkClient", value: `call ${"x".repeat(55)}…` }]);
  });

  test("is told once of a scope that it names twice", () => {
    expect(read("scope=admin+admin").refusals).toHaveLength(1);
  });

  test.each(["scope=admin", "scope=", "client=nobody&scope=notes:read"])(
    "never asks for everything because it names no scope that the user can have: %s",
    (link) => {
      expect(read(link).fields).toMatchObject({ access: "selection", scopes: [] });
    },
  );

  test.each(["nobody", "closed"])("does not select scopes at another application than %s", (client) => {
    const { fields, refusals } = read(`client=${client}&scope=notes:read`);
    expect(fields).toMatchObject({ clientId: "notes", scopes: [] });
    expect(refusals).toHaveLength(1);
  });

  test.each([
    { lifetime: "never", value: "never" },
    { lifetime: "45d", value: String(45 * 86_400) },
    { lifetime: "3600", value: "3600" },
  ])("can ask for the lifetime $lifetime", ({ lifetime, value }) => {
    expect(read(`lifetime=${lifetime}`)).toMatchObject({ fields: { lifetime: value }, refusals: [] });
  });

  test("names few of the scopes that it cannot have", () => {
    const names = Array.from({ length: 100 }, (_, i) => `unknown${i}`).join("+");
    expect(read(`scope=${names}`).refusals).toHaveLength(6);
  });

  test("cannot set anything else", () => {
    expect(Object.keys(read("id=1&secret=kcat_1&userId=2&everything=true").fields)).toEqual([
      "label",
      "description",
      "clientId",
      "lifetime",
      "expiresTimestamp",
      "access",
      "scopes",
    ]);
  });
});
