import { Alert, Progress as ProgressBar, Spinner } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";
import type { Progress, RevocationState as State } from "../types";
import { COUNT_LIMIT, useCountText } from "../useCountText";
import { useTimes } from "../useTimes";
import type { Revocation } from "./useRevocation";

const ADVICE: Record<State, string | undefined> = {
  running: "apiTokenRevokeMatchingGoesOn",
  done: undefined,
  cancelled: "apiTokenRevokeMatchingStoppedHelp",
  failed: "apiTokenRevokeMatchingFailedHelp",
};

/** The progress of a bulk revocation, and what the admin can do next. */
export const RevocationState = ({ revocation: { progress, error } }: { revocation: Revocation }) => {
  const { t } = useTranslation();
  const { number } = useTimes();
  const countText = useCountText();
  const advice = progress && ADVICE[progress.state];
  return (
    <>
      {error !== undefined && <Alert component="p" isInline isPlain variant="danger" title={errorText(t, error)} />}
      {progress && <Bar progress={progress} />}
      {progress && (
        <p data-testid="apiTokenProgressText" aria-live="polite">
          {t("apiTokenRevokedOf", { revoked: number(progress.revoked), matching: countText(progress.matching) })}
        </p>
      )}
      {advice && <p>{t(advice)}</p>}
    </>
  );
};

const VARIANTS = { running: undefined, done: "success", cancelled: "warning", failed: "danger" } as const;

/** Shows a spinner if the total is higher than the server counts, because no percentage is known then. */
const Bar = ({ progress: { matching, revoked, state } }: { progress: Progress }) => {
  const { t } = useTranslation();
  const label = t("apiTokenRevokeMatchingGoing");
  if (matching > COUNT_LIMIT) {
    return state === "running" ? <Spinner size="md" aria-label={label} /> : null;
  }
  const part = matching === 0 ? 100 : Math.min(100, Math.round((100 * revoked) / matching));
  return (
    <ProgressBar
      data-testid="apiTokenProgress"
      aria-label={label}
      value={state === "done" ? 100 : part}
      variant={VARIANTS[state]}
    />
  );
};
