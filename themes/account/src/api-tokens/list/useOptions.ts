import { useEffect, useState } from "react";

import { locale } from "../../i18n";
import type { ApiTokens } from "../api";
import { sortedByName } from "../applications";
import type { Filter, Options } from "../types";

/** Loads the options for minting. If that fails, the previous options stay; the list does not depend on them. */
export const useOptions = (api: ApiTokens, query: Filter) => {
  const [options, setOptions] = useState<Options>();
  const [optionsError, setOptionsError] = useState<unknown>();

  useEffect(() => {
    const controller = new AbortController();
    api
      .options(controller.signal)
      .then((loaded) => {
        setOptions({ ...loaded, clients: sortedByName(loaded.clients, locale()) });
        setOptionsError(undefined);
      })
      .catch((reason: unknown) => {
        if (!controller.signal.aborted) {
          setOptionsError(reason);
        }
      });
    return () => controller.abort();
  }, [api, query]);

  return { options, optionsError };
};
