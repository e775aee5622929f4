import { Spinner } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import type { Filter } from "../filter/filter";
import { errorText } from "../messages";
import type { Progress } from "../types";
import { useCountText } from "../useCountText";
import { useLoaded } from "../useLoaded";
import { RevokeDialog } from "./RevokeDialog";

type RevokeMatchingProps = { filter: Filter; close: () => void; begun: (progress: Progress) => void };

/** Starts a bulk revocation after showing the number of API tokens. If there are more by then, it asks again. */
export const RevokeMatching = ({ filter, close, begun }: RevokeMatchingProps) => {
  const { t } = useTranslation();
  const countText = useCountText();
  const api = useApiTokens();
  const [round, setRound] = useState(0);
  const look = useCallback(() => api.matching(filter), [api, filter]);
  const { value: found, error, isBusy } = useLoaded(look, round);

  const revoke = async (comment: string) => {
    try {
      begun(await api.revokeMatching(filter, comment, found?.matching ?? 0));
    } catch (refusal) {
      setRound(round + 1);
      throw refusal;
    }
  };

  return (
    <RevokeDialog
      title={t("apiTokenRevokeMatchingTitle")}
      close={close}
      isDisabled={isBusy || !found?.matching}
      submit={revoke}
    >
      {error !== undefined && errorText(t, error)}
      {isBusy && <Spinner size="md" aria-label={t("apiTokenCounting")} />}
      {!isBusy && found && (
        <span data-testid="apiTokenMatching">
          {found.matching === 0
            ? t("apiTokenRevokeMatchingNone")
            : t("apiTokenRevokeMatchingConfirm", { count: found.matching, number: countText(found.matching) })}
        </span>
      )}
    </RevokeDialog>
  );
};
