import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import {
  EXPIRIES,
  type Filter,
  filterOf,
  FILTERS,
  isDay,
  isDayFilter,
  allowsBulkRevocation,
  isWholeRealm,
  labelOf,
  parametersOf,
  partIn,
  partOf,
  present,
  searchFor,
  sortOf,
  STATUSES,
  USES,
} from "./filter";

const DAY = 86_400_000;
const NOW = new Date(2026, 2, 10, 12).getTime();

const startOf = (year: number, month: number, day: number) => String(new Date(year, month - 1, day).getTime());

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("filterOf", () => {
  test("keeps every valid filter", () => {
    const filter: Filter = {
      search: "ci*",
      status: "expired",
      user: "8f2c",
      client: "notes",
      scope: "notes:read",
      access: "everything",
      createdFrom: "2026-01-01",
      createdTo: "2026-01-31",
      lastUsedFrom: "2026-02-01",
      lastUsedTo: "2026-02-28",
      expiresFrom: "2026-03-01",
      expiresTo: "2026-03-31",
      use: "never",
      expiry: "soon",
    };
    expect(Object.keys(filter)).toEqual(FILTERS);
    expect(filterOf(filter)).toEqual(filter);
  });

  test("trims values", () => {
    expect(filterOf({ search: "  ci ", user: " 8f2c " })).toEqual({ search: "ci", user: "8f2c" });
  });

  test.each([
    { search: "" },
    { search: "   " },
    { search: "*" },
    { search: "** *" },
    { status: "blocked" },
    { status: "" },
    { user: " " },
    { client: "" },
    { scope: "" },
    { createdFrom: "yesterday" },
    { createdTo: "2026-1-1" },
    { lastUsedFrom: "2026-13-01" },
    { expiresTo: "2026-01-01T00:00" },
    { use: "often" },
    { expiry: "unused" },
    { sort: "label" },
  ])("drops %j", (given) => {
    expect(filterOf(given)).toEqual({});
  });

  test.each([
    ...STATUSES.map((status) => ({ status })),
    ...USES.map((use) => ({ use })),
    ...EXPIRIES.map((expiry) => ({ expiry })),
  ])("keeps %j", (given) => {
    expect(filterOf(given)).toEqual(given);
  });
});

describe("isDay", () => {
  test.each([
    { day: "2026-03-10", isValid: true },
    { day: "2026-00-10", isValid: false },
    { day: "10.03.2026", isValid: false },
    { day: "2026-03-10 ", isValid: false },
    { day: "", isValid: false },
  ])("of '$day' is $isValid", ({ day, isValid }) => {
    expect(isDay(day)).toBe(isValid);
  });
});

test("the filters by day are those of the periods", () => {
  expect(FILTERS.filter(isDayFilter)).toEqual([
    "createdFrom",
    "createdTo",
    "lastUsedFrom",
    "lastUsedTo",
    "expiresFrom",
    "expiresTo",
  ]);
});

test("a filter's name has a message key", () => {
  expect(labelOf("lastUsedFrom")).toBe("apiTokenFilterLastUsedFrom");
});

describe("partOf", () => {
  test.each([
    { search: "ci", part: "*ci*" },
    { search: "ci*", part: undefined },
    { search: '"ci"', part: undefined },
  ])("of '$search' is $part", ({ search, part }) => {
    expect(partOf(search)).toBe(part);
  });
});

describe("sortOf", () => {
  test.each([
    { order: "oldest", sort: "oldest" },
    { order: "last_used", sort: "last_used" },
    { order: "random", sort: "newest" },
    { order: "", sort: "newest" },
    { order: null, sort: "newest" },
  ])("of $order is $sort", ({ order, sort }) => {
    expect(sortOf(order)).toBe(sort);
  });
});

describe("allowsBulkRevocation", () => {
  test.each<{ filter: Filter; isAllowed: boolean }>([
    { filter: {}, isAllowed: true },
    { filter: { status: "active" }, isAllowed: true },
    { filter: { user: "8f2c" }, isAllowed: true },
    { filter: { status: "active", user: "8f2c" }, isAllowed: true },
    { filter: { status: "expired", user: "8f2c" }, isAllowed: false },
    { filter: { status: "revoked" }, isAllowed: false },
  ])("of $filter is $isAllowed", ({ filter, isAllowed }) => {
    expect(allowsBulkRevocation(filter)).toBe(isAllowed);
  });
});

describe("isWholeRealm", () => {
  test.each<{ filter: Filter; isWhole: boolean }>([
    { filter: {}, isWhole: true },
    { filter: { status: "active" }, isWhole: true },
    { filter: { status: "revoked" }, isWhole: false },
    { filter: { user: "8f2c" }, isWhole: false },
    { filter: { status: "active", use: "never" }, isWhole: false },
  ])("of $filter is $isWhole", ({ filter, isWhole }) => {
    expect(isWholeRealm(filter)).toBe(isWhole);
  });
});

describe("parametersOf", () => {
  test("is empty without a filter", () => {
    expect(parametersOf({})).toEqual({});
  });

  test("has no status, which only the list knows", () => {
    expect(parametersOf({ status: "revoked" })).toEqual({});
  });

  test("passes text on as it is", () => {
    const filter = { search: "ci*", user: "8f2c", client: "notes", scope: "notes:read" };
    expect(parametersOf(filter)).toEqual(filter);
  });

  test("makes days times, with an exclusive end", () => {
    expect(parametersOf({ createdFrom: "2026-01-01", createdTo: "2026-01-31" })).toEqual({
      createdFrom: startOf(2026, 1, 1),
      createdTo: startOf(2026, 2, 1),
    });
    expect(parametersOf({ lastUsedFrom: "2026-01-01", lastUsedTo: "2026-01-01" })).toEqual({
      lastUsedFrom: startOf(2026, 1, 1),
      lastUsedTo: startOf(2026, 1, 2),
    });
    expect(parametersOf({ expiresFrom: "2026-12-31", expiresTo: "2026-12-31" })).toEqual({
      expiresFrom: startOf(2026, 12, 31),
      expiresTo: startOf(2027, 1, 1),
    });
  });

  test("has the whole of a day that daylight saving time shortens", () => {
    const { createdFrom, createdTo } = parametersOf({ createdFrom: "2026-03-29", createdTo: "2026-03-29" });
    expect(Number(createdTo) - Number(createdFrom)).toBe(23 * 3_600_000);
  });

  test.each([
    { createdTo: undefined, mintedBefore: NOW, bound: String(NOW) },
    { createdTo: "2026-03-01", mintedBefore: NOW, bound: startOf(2026, 3, 2) },
    { createdTo: "2026-03-10", mintedBefore: NOW, bound: String(NOW) },
  ])("ends at the earlier of $createdTo and the first page", ({ createdTo, mintedBefore, bound }) => {
    expect(parametersOf({ createdTo }, mintedBefore)).toEqual({ createdTo: bound });
  });

  test("knows never used and unused for 90 days", () => {
    expect(parametersOf({ use: "never" })).toEqual({ neverUsed: "true" });
    expect(parametersOf({ use: "unused" })).toEqual({ unusedSince: String(NOW - 90 * DAY) });
  });

  test("knows never expiring and expiring within 30 days", () => {
    expect(parametersOf({ expiry: "never" })).toEqual({ neverExpires: "true" });
    expect(parametersOf({ expiry: "soon" })).toEqual({
      expiresFrom: String(NOW),
      expiresTo: String(NOW + 30 * DAY),
    });
  });

  test("counts from an earlier time, for the result of a revocation", () => {
    expect(parametersOf({ use: "unused" }, undefined, NOW - DAY)).toEqual({ unusedSince: String(NOW - 91 * DAY) });
  });

  test("combines expiring soon with days to the narrower period", () => {
    expect(parametersOf({ expiry: "soon", expiresFrom: "2026-03-20", expiresTo: "2026-03-25" })).toEqual({
      expiresFrom: startOf(2026, 3, 20),
      expiresTo: startOf(2026, 3, 26),
    });
    expect(parametersOf({ expiry: "soon", expiresFrom: "2026-01-01", expiresTo: "2026-12-31" })).toEqual({
      expiresFrom: String(NOW),
      expiresTo: String(NOW + 30 * DAY),
    });
  });
});

test("present keeps what has a value, as text", () => {
  expect(present({ text: "a", zero: 0, no: false, empty: "", nothing: undefined })).toEqual({
    text: "a",
    zero: "0",
    no: "false",
  });
});

describe("the search for a part of labels", () => {
  test("needs no asterisks of the admin", () => {
    expect(searchFor(" port ")).toBe("*port*");
    expect(partIn("*port*")).toBe("port");
  });

  test("is no search for their beginning", () => {
    expect(partIn("port*")).toBe("");
    expect(partIn(undefined)).toBe("");
    expect(searchFor("", "port")).toBe("port");
  });

  test("ends when it is emptied", () => {
    expect(searchFor("", "*port*")).toBe("");
  });
});

describe("the access", () => {
  test("is a parameter with two values", () => {
    expect(parametersOf({ access: "everything" })).toEqual({ everything: "true" });
    expect(parametersOf({ access: "selected" })).toEqual({ everything: "false" });
    expect(parametersOf({})).toEqual({});
  });
});
