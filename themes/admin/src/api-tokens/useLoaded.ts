import { useEffect, useState } from "react";

type Loaded<T> = { value?: T; error?: unknown; load?: unknown; round?: number };

/**
 * Returns the response of a request. While another request is running, the previous response stays.
 *
 * @param load a stable function for the same request
 * @param round another number repeats the request
 */
export const useLoaded = <T>(load: (signal: AbortSignal) => Promise<T>, round = 0) => {
  const [loaded, setLoaded] = useState<Loaded<T>>({});
  useEffect(() => {
    const controller = new AbortController();
    const settle = (outcome: Loaded<T>) => {
      if (!controller.signal.aborted) {
        setLoaded({ ...outcome, load, round });
      }
    };
    load(controller.signal)
      .then((value) => settle({ value }))
      .catch((error: unknown) => settle({ error }));
    return () => controller.abort();
  }, [load, round]);
  return { value: loaded.value, error: loaded.error, isBusy: loaded.load !== load || loaded.round !== round };
};
