import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Label, Tooltip } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { blockOf, endOf } from "./messages";
import type { ApiToken } from "./types";

const STATUSES = {
  active: { text: "apiTokenFilterStatusActive", color: "green" },
  expired: { text: "apiTokenFilterStatusExpired", color: "orange" },
  revoked: { text: "apiTokenFilterStatusRevoked", color: "grey" },
  blocked: { text: "apiTokenStatusBlocked", color: "red" },
} as const;

/** The status of an API token, with the reason in a tooltip. */
export const ApiTokenStatus = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { text, color } = STATUSES[token.blockedBy ? "blocked" : token.status];
  const label = (
    <span>
      <Label isCompact color={color}>
        {t(text)}
      </Label>
    </span>
  );
  const why = token.blockedBy ? blockOf(t, token.blockedBy) : token.status === "revoked" && endOf(t, token, realm);
  return why ? <Tooltip content={why}>{label}</Tooltip> : label;
};
