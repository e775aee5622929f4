import { useEffect, useState } from "react";

type Loaded<T> = { value?: T; error?: unknown; load?: unknown; round?: number };

/**
 * What a request answered. While another one is under way, what the last one answered stays.
 *
 * @param load the same function for the same request
 * @param round another number asks the same again
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
