import { Alert } from "@patternfly/react-core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { LoginRequired } from "../api";
import { errorText } from "../messages";
import { isAnswerLost } from "../request/attempt";
import { LoginAgain } from "./LoginAgain";

type FailureProps = {
  failure: unknown;
  /** Stores what the user typed before a new login. */
  keep: () => void;
  /** A hint for the user, shown if the answer was lost. */
  ifLost?: string;
};

/** The error of a request of a dialog that names no field. */
export const Failure = ({ failure, keep, ifLost }: FailureProps) => {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  // The form may be scrolled to its end.
  useEffect(() => {
    // Newer browsers return a promise, which is no cleanup of an effect.
    place.current?.scrollIntoView({ block: "nearest" });
  }, [failure]);
  if (failure === undefined) {
    return null;
  }
  return (
    <div ref={place}>
      {failure instanceof LoginRequired ? (
        <LoginAgain failure={failure} keep={keep} />
      ) : (
        <Alert
          isInline
          component="p"
          isLiveRegion
          variant="danger"
          variantLabel={t("apiTokenError")}
          title={errorText(t, failure)}
          data-testid="apiTokenFormError"
        >
          {isAnswerLost(failure) && ifLost}
        </Alert>
      )}
    </div>
  );
};
