import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router-dom";

import { useApiTokens } from "./api";
import { type Filter, filterOf, type Sort, sortOf } from "./filter";
import { useLoaded } from "./useLoaded";

const PAGE_SIZE = 10;

/** The list: what narrows and sorts it stands in the address, so that it can be linked to and outlives a reload. */
export const useApiTokenList = () => {
  const api = useApiTokens();
  const [params, setParams] = useSearchParams();
  const [{ first, max }, setPage] = useState({ first: 0, max: PAGE_SIZE });
  const [round, setRound] = useState(0);
  const address = params.toString();
  const filter = useMemo(() => filterOf(Object.fromEntries(new URLSearchParams(address))), [address]);
  const sort = sortOf(params.get("sort"));

  const list = useCallback(
    (signal: AbortSignal) => api.list(filter, { sort, first, max }, signal),
    [api, filter, sort, first, max],
  );
  const count = useCallback((signal: AbortSignal) => api.count(filter, signal), [api, filter]);
  const tokens = useLoaded(list, round);
  const total = useLoaded(count, round);

  const refresh = useCallback(() => setRound((before) => before + 1), []);

  const only = (wanted: Filter) => {
    setParams({ ...filterOf(wanted), ...(sort !== "newest" && { sort }) });
    setPage({ first: 0, max });
  };

  return {
    filter,
    sort,
    first,
    max,
    tokens: tokens.value,
    error: tokens.error,
    isBusy: tokens.isBusy,
    total: total.value,
    round,
    only,
    narrow: (change: Filter) => only({ ...filter, ...change }),
    clear: () => only({}),
    sortBy: (order: Sort) => {
      setParams((previous) => {
        const next = new URLSearchParams(previous);
        next.set("sort", order);
        return next;
      });
      setPage({ first: 0, max });
    },
    show: (from: number, size: number) => setPage({ first: from, max: size }),
    refresh,
  };
};

export type ApiTokenListState = ReturnType<typeof useApiTokenList>;
