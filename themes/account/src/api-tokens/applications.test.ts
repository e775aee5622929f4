import { expect, test } from "vitest";

import { applicationText, sortedByName } from "./applications";
import type { Application } from "./types";

const application = (clientId: string, name?: string): Application => ({
  clientId,
  name,
  suggestedLabel: clientId,
  defaultScopes: [],
  scopes: [],
  minting: { nonExpiringAllowed: true, everythingByDefault: true },
});

test("applications are sorted by their names, with numbers by value", () => {
  const applications = [application("a", "Zebra"), application("b10"), application("b2"), application("z", "Äpfel")];
  expect(sortedByName(applications, "de").map(applicationText)).toEqual(["Äpfel", "b2", "b10", "Zebra"]);
});
