import type { Status } from "../types";

export const STATUSES: Status[] = ["active", "expired", "revoked"];
export const USES = ["never", "unused"] as const;
export const ACCESSES = ["everything", "selected"] as const;
export const EXPIRIES = ["soon", "never"] as const;
const SORTS = ["newest", "oldest", "label", "last_used", "expires"] as const;

/** The filter of the list, as in the URL of the page. Days are YYYY-MM-DD. */
export type Filter = {
  search?: string;
  status?: Status;
  user?: string;
  client?: string;
  scope?: string;
  access?: (typeof ACCESSES)[number];
  createdFrom?: string;
  createdTo?: string;
  lastUsedFrom?: string;
  lastUsedTo?: string;
  expiresFrom?: string;
  expiresTo?: string;
  use?: (typeof USES)[number];
  expiry?: (typeof EXPIRIES)[number];
};

/** A list that a filter narrows. */
export type FilteredList = { filter: Filter; narrow: (change: Filter) => void; clear: () => void };

export type Sort = (typeof SORTS)[number];

export const FILTERS: (keyof Filter)[] = [
  "search",
  "status",
  "user",
  "client",
  "scope",
  "access",
  "createdFrom",
  "createdTo",
  "lastUsedFrom",
  "lastUsedTo",
  "expiresFrom",
  "expiresTo",
  "use",
  "expiry",
];

/** The periods of the filter. Each has a first and a last day. */
export const PERIODS = ["created", "lastUsed", "expires"] as const;

export type Period = (typeof PERIODS)[number];

export type Day = `${Period}From` | `${Period}To`;

const DAY = 86_400_000;
const UNUSED_DAYS = 90;
const SOON_DAYS = 30;

export const isDayFilter = (name: keyof Filter): name is Day => PERIODS.some((period) => name.startsWith(period));

const isOneOf = (values: readonly string[]) => (value: string) => values.includes(value);

const isGiven = (value: string) => value !== "";

/** Asterisks alone match any label. */
const isSearch = (value: string) => /[^*\s]/.test(value);

export const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(startOf(value));

const VALIDATORS: Record<keyof Filter, (value: string) => boolean> = {
  search: isSearch,
  status: isOneOf(STATUSES),
  user: isGiven,
  client: isGiven,
  scope: isGiven,
  access: isOneOf(ACCESSES),
  createdFrom: isDay,
  createdTo: isDay,
  lastUsedFrom: isDay,
  lastUsedTo: isDay,
  expiresFrom: isDay,
  expiresTo: isDay,
  use: isOneOf(USES),
  expiry: isOneOf(EXPIRIES),
};

/** Keeps the valid values of a form or of the URL. */
export const filterOf = (given: Partial<Record<string, string>>): Filter =>
  Object.fromEntries(
    FILTERS.map((name) => [name, given[name]?.trim() ?? ""] as const).filter(([name, value]) =>
      VALIDATORS[name](value),
    ),
  );

/** The message key of a filter's name. */
export const labelOf = (name: keyof Filter) => `apiTokenFilter${name[0].toUpperCase()}${name.slice(1)}`;

/** Returns the text that a search looks for anywhere in a label, or an empty text. */
export const partIn = (search = "") => /^\*(.+)\*$/.exec(search)?.[1] ?? "";

/** Returns the search for a part of labels. If it is empty, a search for the beginning stays. */
export const searchFor = (part: string, search = "") => {
  if (part.trim() !== "") {
    return `*${part.trim()}*`;
  }
  return partIn(search) === "" ? search : "";
};

/** Returns the search for a text anywhere in a label, or undefined if the text has its own wildcards or quotes. */
export const partOf = (search: string) => (/[*"]/.test(search) ? undefined : `*${search}*`);

export const sortOf = (order: string | null): Sort => SORTS.find((known) => known === order) ?? "newest";

/** Returns whether active API tokens can match. */
export const allowsBulkRevocation = ({ status = "active" }: Filter) => status === "active";

/** Returns whether all active API tokens of the realm match. */
export const isWholeRealm = (filter: Filter) =>
  allowsBulkRevocation(filter) && Object.keys(filter).every((name) => name === "status");

/**
 * Returns the query parameters of the REST API for a filter.
 *
 * @param now the time from which 'unused' and 'expires soon' count
 */
export const parametersOf = (filter: Filter, mintedBefore?: number, now = Date.now()) => {
  const { search, user, client, scope, access, createdFrom, createdTo, lastUsedFrom, lastUsedTo, use, expiry } = filter;
  const soon = expiry === "soon" ? { from: now, to: now + SOON_DAYS * DAY } : undefined;
  return present({
    search,
    user,
    client,
    scope,
    everything: access && access === "everything",
    createdFrom: startOf(createdFrom),
    createdTo: bound(Math.min, endOf(createdTo), mintedBefore),
    lastUsedFrom: startOf(lastUsedFrom),
    lastUsedTo: endOf(lastUsedTo),
    neverUsed: use === "never" ? true : undefined,
    unusedSince: use === "unused" ? now - UNUSED_DAYS * DAY : undefined,
    expiresFrom: bound(Math.max, startOf(filter.expiresFrom), soon?.from),
    expiresTo: bound(Math.min, endOf(filter.expiresTo), soon?.to),
    neverExpires: expiry === "never" ? true : undefined,
  });
};

/** Returns the narrowest of the given bounds. */
const bound = (narrower: (...times: number[]) => number, ...times: (number | undefined)[]) => {
  const given = times.filter((time) => time !== undefined);
  return given.length === 0 ? undefined : narrower(...given);
};

/** Returns the parameters that have a value, as strings. */
export const present = (parameters: Record<string, string | number | boolean | undefined>) =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => [name, String(value)]),
  );

const startOf = (day?: string) => (day ? new Date(`${day}T00:00`).getTime() : undefined);

/** The end is exclusive in the REST API. */
const endOf = (day?: string) => {
  if (!day) {
    return undefined;
  }
  const end = new Date(`${day}T00:00`);
  end.setDate(end.getDate() + 1);
  return end.getTime();
};
