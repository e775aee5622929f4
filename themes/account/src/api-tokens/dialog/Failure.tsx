import { Alert } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { LoginRequired } from "../api";
import { errorText } from "../messages";
import { isAnswerLost } from "../request/attempt";
import { InSight } from "./InSight";
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
  if (failure === undefined) {
    return null;
  }
  return (
    <InSight of={failure}>
      {failure instanceof LoginRequired ? (
        <LoginAgain failure={failure} keep={keep} />
      ) : (
        <Alert
          isInline
          component="p"
          role="alert"
          variant="danger"
          variantLabel={t("apiTokenError")}
          title={errorText(t, failure)}
          data-testid="apiTokenFormError"
        >
          {isAnswerLost(failure) && ifLost}
        </Alert>
      )}
    </InSight>
  );
};
