import { describe, expect, it } from "vitest";

import { isId, keyOf, questionOf } from "./diagnosis";

const ID = "0b8f2a5e-4c8c-4f6e-9a57-1f0d8c6f2b11";

describe("a question", () => {
  it("names an API token by its id, or else by its secret", () => {
    expect(questionOf({ token: ` ${ID}\n`, api: "notes-api", scope: "" })).toEqual({ id: ID, api: "notes-api" });
    expect(questionOf({ token: " kcat_x\n", api: " notes-api ", scope: " a " })).toEqual({
      token: "kcat_x",
      api: "notes-api",
      scope: "a",
    });
  });

  it("takes only a whole id for an id, because the screen shows ids", () => {
    expect(isId(ID)).toBe(true);
    expect(isId(`${ID}0`)).toBe(false);
    expect(isId("kcat_0")).toBe(false);
  });
});

describe("a message key", () => {
  it("has each word of the value", () => {
    expect(keyOf("Reason", "not_in_audience")).toBe("apiTokenDiagnosisReasonNotInAudience");
    expect(keyOf("Outcome", "passed")).toBe("apiTokenDiagnosisOutcomePassed");
  });
});
