import { Spinner } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "./api";
import type { Filter } from "./filter";
import { errorText } from "./messages";
import { RevocationProgress } from "./RevocationProgress";
import { RevokeDialog } from "./RevokeDialog";
import type { Progress } from "./types";
import { useLoaded } from "./useLoaded";
import { useTimes } from "./useTimes";

type RevokeMatchingProps = { filter: Filter; close: () => void; revoked: () => void };

/** Ends all that a filter finds: first how many there are, then how far it has come. */
export const RevokeMatching = ({ filter, close, revoked }: RevokeMatchingProps) => {
  const { t } = useTranslation();
  const { number } = useTimes();
  const api = useApiTokens();
  const [started, setStarted] = useState<Progress>();
  const look = useCallback(() => api.matching(filter), [api, filter]);
  const { value: found, error } = useLoaded(look);

  if (started) {
    return (
      <RevocationProgress
        started={started}
        close={() => {
          close();
          revoked();
        }}
      />
    );
  }
  return (
    <RevokeDialog
      title={t("apiTokenRevokeMatchingTitle")}
      close={close}
      isDisabled={!found?.matching}
      submit={async (comment) => setStarted(await api.revokeMatching(filter, comment))}
    >
      {error !== undefined && errorText(t, error)}
      {!found && error === undefined && <Spinner size="md" aria-label={t("apiTokenCounting")} />}
      {found && (
        <span data-testid="apiTokenMatching">
          {t("apiTokenRevokeMatchingConfirm", { count: found.matching, number: number(found.matching) })}
        </span>
      )}
    </RevokeDialog>
  );
};
