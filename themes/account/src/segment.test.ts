import { expect, test } from "vitest";

import { segment } from "./segment";

test.each([
  { name: "demo", encoded: "demo" },
  { name: "my realm", encoded: "my%20realm" },
  { name: "a/b?c#d", encoded: "a%2Fb%3Fc%23d" },
  { name: '$(x)!`"', encoded: "%24%28x%29%21%60%22" },
  { name: "テスト", encoded: "%E3%83%86%E3%82%B9%E3%83%88" },
])("'$name' in a path is $encoded", ({ name, encoded }) => {
  expect(segment(name)).toBe(encoded);
});
