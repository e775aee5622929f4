import { Label } from "@patternfly/react-core";
import { ExclamationTriangleIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

import { detailOfUse } from "../messages";
import { dateText, isAhead } from "../times";
import type { ApiToken, Rotation } from "../types";
import { Detail } from "./Detail";

const STATUSES = {
  active: { text: "apiTokenStatusActive", color: "green" },
  expired: { text: "apiTokenStatusExpired", color: "orange" },
  revoked: { text: "apiTokenStatusRevoked", color: "grey" },
  blocked: { text: "apiTokenStatusBlocked", color: "red" },
} as const;

const BLOCKS: Partial<Record<string, string>> = {
  not_before: "apiTokenBlockedNotBefore",
  client_disabled: "apiTokenBlockedClientDisabled",
  client_not_found: "apiTokenBlockedClientNotFound",
  no_token_client: "apiTokenBlockedNoTokenClient",
};

const REASONS: Partial<Record<string, string>> = {
  leaked: "apiTokenEndedLeaked",
  unused: "apiTokenEndedUnused",
  client_removed: "apiTokenEndedClientRemoved",
  consent_withdrawn: "apiTokenEndedConsentWithdrawn",
};

const ACTORS: Partial<Record<string, string>> = {
  user: "apiTokenEndedByUser",
  client: "apiTokenEndedByClient",
  admin: "apiTokenEndedByAdmin",
};

/** The status of an API token, with its reason and, after a rotation, the state of the previous secret. */
export const ApiTokenState = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { text, color } = STATUSES[token.blockedBy ? "blocked" : token.status];
  return (
    <div>
      <Label isCompact color={color}>
        {t(text)}
      </Label>
      {token.blockedBy && <Detail>{t(BLOCKS[token.blockedBy] ?? "apiTokenBlocked")}</Detail>}
      {token.status === "revoked" && <End token={token} />}
      {token.status === "active" && token.rotation && <Rotated rotation={token.rotation} />}
    </div>
  );
};

/** The reason why an API token was revoked, or who revoked it if no reason is known. */
const End = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { revokedReason = "", revokedBy = "", revokedComment, revokedTimestamp } = token;
  return (
    <>
      <Detail>{t(REASONS[revokedReason] ?? ACTORS[revokedBy] ?? "apiTokenEndedByServer")}</Detail>
      {revokedComment && <Detail>{t("apiTokenEndedComment", { comment: revokedComment })}</Detail>}
      {revokedTimestamp && <Detail>{dateText(revokedTimestamp)}</Detail>}
    </>
  );
};

const Rotated = ({ rotation: { graceEndsTimestamp, lateUse } }: { rotation: Rotation }) => {
  const { t } = useTranslation();
  return (
    <>
      {graceEndsTimestamp && isAhead(graceEndsTimestamp) && (
        <Detail>{t("apiTokenGraceEnds", { date: dateText(graceEndsTimestamp) })}</Detail>
      )}
      {lateUse && (
        <>
          <div>
            <Label isCompact color="orange" icon={<ExclamationTriangleIcon />}>
              {t("apiTokenLateUse")}
            </Label>
          </div>
          <Detail testid="apiTokenLateUse">{t("apiTokenLateUseHelp", { use: detailOfUse(t, lateUse) })}</Detail>
        </>
      )}
    </>
  );
};
