import { useCallback, useEffect, useState } from "react";

import type { ApiToken, ApiTokenStatus, Filter, Sort } from "../types";
import { useApiTokens } from "../useApiTokens";
import { useOptions } from "./useOptions";

/** The rows of the page, and the query that they answer. */
type Loaded = { shown: Filter; tokens: ApiToken[]; hasNext: boolean };

export const PER_PAGE = 10;

const START: Filter = { search: "", client: "", status: "active", sort: "newest", first: 0, max: PER_PAGE };

const isSame = (one: Filter, other: Filter) => JSON.stringify(one) === JSON.stringify(other);

/** One page of the list, with its filter and the state of its request. */
export const useApiTokenPage = () => {
  const api = useApiTokens();
  const [query, setQuery] = useState(START);
  const [settled, setSettled] = useState<Filter>();
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<unknown>();
  const options = useOptions(api, query);
  const refresh = useCallback(() => setQuery((previous) => ({ ...previous })), []);
  const narrow = (change: Partial<Filter>) => setQuery((previous) => ({ ...previous, first: 0, ...change }));

  useEffect(() => {
    const controller = new AbortController();
    const { first, max } = query;
    // Requests one more than the page shows, to know whether there is a next page.
    api
      .list({ ...query, max: max + 1 }, controller.signal)
      .then((tokens) => {
        if (tokens.length === 0 && first > 0) {
          // The last API token of the last page was revoked.
          setQuery({ ...query, first: Math.max(0, first - max) });
          return;
        }
        setError(undefined);
        setLoaded({ shown: query, tokens: tokens.slice(0, max), hasNext: tokens.length > max });
        setSettled(query);
      })
      .catch((reason: unknown) => {
        if (!controller.signal.aborted) {
          setError(reason);
          setSettled(query);
        }
      });
    return () => controller.abort();
  }, [api, query]);

  // A request that was sent before the connection broke may have changed the list.
  useEffect(() => {
    window.addEventListener("online", refresh);
    return () => window.removeEventListener("online", refresh);
  }, [refresh]);

  return {
    ...query,
    ...loaded,
    ...options,
    error,
    isBusy: settled !== query,
    /** Whether the rows are those of another filter, order or page, because what the user chose could not be loaded. */
    isPrevious: error !== undefined && loaded !== undefined && !isSame(loaded.shown, query),
    isFiltered: query.search !== "" || query.client !== "" || query.status === "expired" || query.status === "revoked",
    refresh,
    goTo: (first: number) => narrow({ first }),
    searchFor: (search: string) => narrow({ search }),
    showClient: (client: string) => narrow({ client }),
    sortBy: (sort: Sort) => narrow({ sort }),
    showStatus: (status: ApiTokenStatus | "") => narrow({ status }),
    showPerPage: (max: number) => narrow({ max }),
    clearFilters: () => narrow({ search: "", client: "", status: "active" }),
  };
};

export type ApiTokenPage = ReturnType<typeof useApiTokenPage>;
