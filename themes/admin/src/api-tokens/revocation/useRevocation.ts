import { useRealm } from "@keycloak/keycloak-admin-ui";
import { ApiTokenError } from "api-tokens-shared";
import { useEffect, useState } from "react";

import { useApiTokens } from "../api";
import type { Filter } from "../filter/filter";
import type { Progress } from "../types";
import { forget, remember, remembered } from "./startedRevocation";

const INTERVAL = 1_000;

type Known = { progress?: Progress; error?: unknown };

/** Returns whether the server no longer knows the revocation, or refuses to show it. Other errors may be temporary. */
const isLost = (error: unknown) => error instanceof ApiTokenError && [403, 404].includes(error.status);

const isOver = ({ progress, error }: Known) => (progress?.state ?? "running") !== "running" || isLost(error);

/**
 * The bulk revocation that was started last, and its progress. The server continues it if the page is closed.
 *
 * @param ended called when the revocation is over; must be a stable function
 */
export const useRevocation = (ended: () => void) => {
  const api = useApiTokens();
  const { realm } = useRealm();
  const [started, setStarted] = useState(() => remembered(realm));
  const [known, setKnown] = useState<Known>({});
  const [isStopping, setStopping] = useState(false);
  const id = started?.id;

  useEffect(() => {
    if (!id || isOver(known)) {
      return undefined;
    }
    let isCurrent = true;
    const update = (response: Known) => {
      if (isCurrent) {
        setKnown({ ...known, error: undefined, ...response });
        if (isOver(response)) {
          ended();
        }
      }
    };
    const isKnown = known.progress !== undefined || known.error !== undefined;
    const poll = () => {
      api
        .progress(id)
        .then((progress) => update({ progress }))
        .catch((error: unknown) => update({ error }));
    };
    // Ask at once after a reload.
    const timer = setTimeout(poll, isKnown ? INTERVAL : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, id, known, ended]);

  return {
    started,
    progress: known.progress,
    error: known.error,
    isLost: isLost(known.error),
    isRunning: started !== undefined && !isOver(known),
    isStopping,
    begin: (progress: Progress, filter: Filter) => {
      const begun = { id: progress.id, filter };
      remember(realm, begun);
      setStarted(begun);
      setKnown({ progress });
      setStopping(false);
    },
    stop: () => {
      if (id) {
        setStopping(true);
        api.stop(id).catch((error: unknown) => {
          setStopping(false);
          setKnown({ ...known, error });
        });
      }
    },
    dismiss: () => {
      forget(realm);
      setStarted(undefined);
      setKnown({});
    },
  };
};

export type Revocation = ReturnType<typeof useRevocation>;
