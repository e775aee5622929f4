import { useRealm } from "@keycloak/keycloak-admin-ui";
import { ApiTokenError } from "api-tokens-rest";
import { useEffect, useState } from "react";

import { useApiTokens } from "../api";
import type { Filter } from "../filter/filter";
import type { Progress } from "../types";
import { forget, remember, remembered } from "./startedRevocation";

const INTERVAL = 1_000;

type Known = { progress?: Progress; error?: unknown };

/** Where the server knows nothing of it, or does not tell. Other errors may pass. */
const isLost = (error: unknown) => error instanceof ApiTokenError && [403, 404].includes(error.status);

const isOver = ({ progress, error }: Known) => (progress?.state ?? "running") !== "running" || isLost(error);

/**
 * The revocation of many that was begun last, and how far it has come: it goes on when nobody looks.
 *
 * @param ended the same function each time
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
    const update = (news: Known) => {
      if (isCurrent) {
        setKnown({ ...known, error: undefined, ...news });
        if (isOver(news)) {
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
    // After a reload nothing is known yet.
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
