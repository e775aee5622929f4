import { expect, test } from "vitest";

import type { Application, Options } from "../types";
import { obstacleOf } from "./obstacle";

const application = (refusal?: string): Application => ({
  clientId: "notes",
  suggestedLabel: "notes",
  defaultScopes: [],
  scopes: [],
  minting: { refusal, nonExpiringAllowed: true, everythingByDefault: true },
});

const options = (clients: Application[], active = 0): Options => ({ clients, policy: { maxActive: 2, active } });

test("the form opens if one application can be used", () => {
  expect(obstacleOf(options([application("apiTokenMintingDisabled"), application()], 1), false)).toBeUndefined();
});

test("each reason is named once", () => {
  const refused = ["apiTokenMintingDisabled", "apiTokenRoleRequired", "apiTokenMintingDisabled"].map(application);
  expect(obstacleOf(options(refused), false)).toEqual({
    name: "refused",
    reasons: ["apiTokenMintingDisabled", "apiTokenRoleRequired"],
  });
});

test("the limit and the lack of applications are reasons too", () => {
  expect(obstacleOf(options([application()], 2), false)).toEqual({ name: "limit", max: 2 });
  expect(obstacleOf(options([]), false)).toEqual({ name: "noApplication" });
});

test("the result of a request that was sent before does not count", () => {
  expect(obstacleOf(options([application()], 2), true)).toBeUndefined();
  expect(obstacleOf(options([]), true)).toEqual({ name: "noApplication" });
});
