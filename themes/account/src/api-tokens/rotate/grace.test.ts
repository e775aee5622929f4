import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { proposedGrace } from "./grace";

const DAY = 86_400_000;
const NOW = new Date(2026, 2, 10, 12);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

const used = (ago: number) => ({ timestamp: NOW.getTime() - ago, address: "192.0.2.7" });

test.each([
  { name: "that was never used", token: {}, seconds: 0 },
  { name: "that was used a minute ago", token: { lastUse: used(60_000) }, seconds: 86_400 },
  { name: "that was used six days ago", token: { lastUse: used(6 * DAY) }, seconds: 86_400 },
  { name: "that was used a week ago", token: { lastUse: used(7 * DAY) }, seconds: 0 },
  {
    name: "with a late use of an older secret",
    token: { lastUse: used(60_000), rotation: { lateUse: used(60_000) } },
    seconds: 0,
  },
])("an API token $name is proposed $seconds seconds of grace", ({ token, seconds }) => {
  expect(proposedGrace(token)).toBe(seconds);
});
