import type { Status } from "./types";

/** What narrows the list, as it stands in the address of the page. Days are YYYY-MM-DD. */
export type Filter = {
  search?: string;
  status?: Status;
  user?: string;
  client?: string;
  scope?: string;
  createdFrom?: string;
  createdTo?: string;
  lastUsedFrom?: string;
  lastUsedTo?: string;
  use?: "never" | "unused";
  expiry?: "soon" | "never";
};

export type Sort = "newest" | "oldest" | "label" | "last_used" | "expires";

export const FILTERS: (keyof Filter)[] = [
  "search",
  "status",
  "user",
  "client",
  "scope",
  "createdFrom",
  "createdTo",
  "lastUsedFrom",
  "lastUsedTo",
  "use",
  "expiry",
];

const DAY = 86_400_000;
const UNUSED_DAYS = 90;
const SOON_DAYS = 30;

export const filterOf = (params: URLSearchParams): Filter =>
  Object.fromEntries(
    FILTERS.map((name) => [name, params.get(name) ?? ""] as const).filter(([, value]) => value !== ""),
  );

/** Whether it finds anything but all active API tokens: those nobody ends by one click. */
export const isNarrow = ({ status, ...others }: Filter) =>
  (!status || status === "active") && Object.keys(others).length > 0;

/** The parameters of the REST API that mean the same. */
export const parametersOf = (filter: Filter) => {
  const { search, user, client, scope, createdFrom, createdTo, lastUsedFrom, lastUsedTo, use, expiry } = filter;
  const now = Date.now();
  return present({
    search,
    user,
    client,
    scope,
    createdFrom: startOf(createdFrom),
    createdTo: endOf(createdTo),
    lastUsedFrom: startOf(lastUsedFrom),
    lastUsedTo: endOf(lastUsedTo),
    neverUsed: use === "never" ? true : undefined,
    unusedSince: use === "unused" ? now - UNUSED_DAYS * DAY : undefined,
    expiresFrom: expiry === "soon" ? now : undefined,
    expiresTo: expiry === "soon" ? now + SOON_DAYS * DAY : undefined,
    neverExpires: expiry === "never" ? true : undefined,
  });
};

const present = (parameters: Record<string, string | number | boolean | undefined>) =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

const startOf = (day?: string) => (day ? new Date(`${day}T00:00`).getTime() : undefined);

/** The REST API takes the end as exclusive. */
const endOf = (day?: string) => {
  if (!day) {
    return undefined;
  }
  const end = new Date(`${day}T00:00`);
  end.setDate(end.getDate() + 1);
  return end.getTime();
};
