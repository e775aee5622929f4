import { expect, test } from "vitest";

import { asksToCreate, withoutCreateLink } from "./createLink";

test.each([
  { link: "create", asks: true },
  { link: "create=&client=notes", asks: true },
  { link: "client=notes", asks: false },
  { link: "", asks: false },
])("'$link' opens the dialog: $asks", ({ link, asks }) => {
  expect(asksToCreate(new URLSearchParams(link))).toBe(asks);
});

test("other parameters stay", () => {
  const link = "referrer=notes&create&client=notes&label=a&description=b&scope=c&lifetime=7d&referrer_uri=x";
  expect(withoutCreateLink(new URLSearchParams(link)).toString()).toBe("referrer=notes&referrer_uri=x");
});
