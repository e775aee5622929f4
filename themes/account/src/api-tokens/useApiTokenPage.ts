import { useCallback, useEffect, useState } from "react";

import type { ApiToken, ApiTokenStatus, Options } from "./types";
import { useApiTokens } from "./useApiTokens";

type Loaded = { tokens: ApiToken[]; hasNext: boolean; options: Options };

/** One page of the list: what it shows, what narrows it, and how far it has come. */
export const useApiTokenPage = () => {
  const api = useApiTokens();
  const [search, setSearch] = useState("");
  const [status, setStatus] = useState<ApiTokenStatus | "">("active");
  const [first, setFirst] = useState(0);
  const [max, setMax] = useState(10);
  const [key, setKey] = useState(0);
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<unknown>();
  const refresh = useCallback(() => setKey((previous) => previous + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // One more than the page holds tells whether there is a next one.
    Promise.all([api.list({ search, status, first, max: max + 1 }, signal), api.options(signal)])
      .then(([tokens, options]) => {
        if (tokens.length === 0 && first > 0) {
          // The last one of the last page has been revoked.
          setFirst(Math.max(0, first - max));
          return;
        }
        setError(undefined);
        setLoaded({ tokens: tokens.slice(0, max), hasNext: tokens.length > max, options });
      })
      .catch((reason: unknown) => {
        if (!signal.aborted) {
          setError(reason);
        }
      });
    return () => controller.abort();
  }, [api, search, status, first, max, key]);

  return {
    ...loaded,
    error,
    search,
    status,
    first,
    max,
    isFiltered: search !== "" || status === "expired" || status === "revoked",
    refresh,
    goTo: setFirst,
    searchFor: (label: string) => {
      setSearch(label);
      setFirst(0);
    },
    showStatus: (wanted: ApiTokenStatus | "") => {
      setStatus(wanted);
      setFirst(0);
    },
    showPerPage: (count: number) => {
      setMax(count);
      setFirst(0);
    },
    clearFilters: () => {
      setSearch("");
      setStatus("active");
      setFirst(0);
    },
  };
};

export type ApiTokenPage = ReturnType<typeof useApiTokenPage>;
