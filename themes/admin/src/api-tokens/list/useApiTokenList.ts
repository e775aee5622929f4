import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router-dom";

import { type Page, useApiTokens } from "../api";
import { type Filter, filterOf, type Sort, sortOf } from "../filter/filter";
import { useLoaded } from "../useLoaded";

const PAGE_SIZE = 10;

/** The list. Filter and order are in the URL, so that links and reloads keep them. */
export const useApiTokenList = () => {
  const api = useApiTokens();
  const [params, setParams] = useSearchParams();
  const [{ first, max, mintedBefore }, setPage] = useState<Omit<Page, "sort">>({ first: 0, max: PAGE_SIZE });
  const [round, setRound] = useState(0);
  const address = params.toString();
  const filter = useMemo(() => filterOf(Object.fromEntries(new URLSearchParams(address))), [address]);
  const sort = sortOf(params.get("sort"));

  const list = useCallback(
    (signal: AbortSignal) => api.list(filter, { sort, first, max, mintedBefore }, signal),
    [api, filter, sort, first, max, mintedBefore],
  );
  const count = useCallback((signal: AbortSignal) => api.count(filter, signal), [api, filter]);
  const tokens = useLoaded(list, round);
  const total = useLoaded(count, round);

  const refresh = useCallback(() => setRound((before) => before + 1), []);

  /** A time by the clock of the server. Other orders have none: API tokens that are minted meanwhile move their pages. */
  const justAfterTheNewest = () => {
    const newest = sort === "newest" ? tokens.value?.at(0)?.createdTimestamp : undefined;
    return newest === undefined ? undefined : newest + 1;
  };

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
    show: (from: number, size: number) =>
      setPage({
        first: from,
        max: size,
        mintedBefore: from === 0 ? undefined : (mintedBefore ?? justAfterTheNewest()),
      }),
    refresh,
  };
};

export type ApiTokenListState = ReturnType<typeof useApiTokenList>;
