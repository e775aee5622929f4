import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Alert, Spinner } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { type Filter, isWholeRealm } from "../filter/filter";
import { FilterSummary } from "../filter/FilterChips";
import { errorText } from "../messages";
import type { Progress } from "../types";
import { COUNT_LIMIT, useCountText } from "../useCountText";
import { useLoaded } from "../useLoaded";
import { RevokeDialog } from "./RevokeDialog";

const RECENTLY = 7 * 86_400_000;

/** Above this number, the admin types it, as for all API tokens of the realm. */
const FEW = 50;

type RevokeMatchingProps = { filter: Filter; close: () => void; begun: (progress: Progress) => void };

/** Shows the number of API tokens, then starts a bulk revocation. If more match by then, it asks again. */
export const RevokeMatching = ({ filter, close, begun }: RevokeMatchingProps) => {
  const { t } = useTranslation();
  const countText = useCountText();
  const { realm } = useRealm();
  const api = useApiTokens();
  const isAll = isWholeRealm(filter);
  const [round, setRound] = useState(0);
  const look = useCallback(async () => {
    const [{ matching }, used] = await Promise.all([
      api.matching(filter),
      api.usedSince(filter, Date.now() - RECENTLY),
    ]);
    return { matching, used: used.matching };
  }, [api, filter]);
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
      title={t(isAll ? "apiTokenRevokeActiveTitle" : "apiTokenRevokeMatchingTitle")}
      close={close}
      isDisabled={isBusy || !found?.matching}
      submitText={
        found?.matching
          ? t("apiTokenRevokeMatchingSubmit", { count: found.matching, number: countText(found.matching) })
          : undefined
      }
      confirmation={
        found && (isAll || found.matching > FEW) ? String(Math.min(found.matching, COUNT_LIMIT)) : undefined
      }
      submit={revoke}
    >
      {error !== undefined && errorText(t, error)}
      {isBusy && <Spinner size="md" aria-label={t("apiTokenCounting")} />}
      {!isAll && <FilterSummary filter={filter} />}
      {!isBusy && found && (
        <span data-testid="apiTokenMatching">
          {found.matching === 0
            ? t(isAll ? "apiTokenRevokeActiveNone" : "apiTokenRevokeMatchingNone", { realm })
            : t(isAll ? "apiTokenRevokeActiveConfirm" : "apiTokenRevokeMatchingConfirm", {
                count: found.matching,
                number: countText(found.matching),
                realm,
              })}
        </span>
      )}
      {!isBusy && found && found.used > 0 && (
        <Alert
          component="p"
          className="pf-v5-u-mt-md"
          isInline
          variant="warning"
          data-testid="apiTokenRecentlyUsed"
          title={t("apiTokenRevokeMatchingUsed", { count: found.used, number: countText(found.used) })}
        />
      )}
    </RevokeDialog>
  );
};
