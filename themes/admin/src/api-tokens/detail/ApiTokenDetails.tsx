import { useRealm } from "@keycloak/keycloak-admin-ui";
import { ClipboardCopy, List, ListItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { ApiTokenStatus } from "../ApiTokenStatus";
import { applicationOf, blockOf, endOf } from "../messages";
import { toUser } from "../paths";
import type { ApiToken, ApiTokenInFull, Scope, Use } from "../types";
import { useTimes } from "../useTimes";
import { AllowedScopes } from "./AllowedScopes";
import { DetailField } from "./DetailField";

type ApiTokenDetailsProps = { token: ApiToken; inFull?: ApiTokenInFull };

export const ApiTokenDetails = ({ token, inFull }: ApiTokenDetailsProps) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { time, isAhead } = useTimes();
  return (
    <>
      <DetailField name={t("apiTokenStatus")} testid="apiTokenStatusFact">
        <ApiTokenStatus token={token} />
        {token.blockedBy && <div>{blockOf(t, token.blockedBy)}</div>}
        {token.status === "revoked" && <div>{endOf(t, token, realm)}</div>}
        {token.revokedComment && <div>{t("apiTokenEndedComment", { comment: token.revokedComment })}</div>}
        {token.revokedTimestamp && <div>{time(token.revokedTimestamp)}</div>}
      </DetailField>
      {token.description && <DetailField name={t("apiTokenDescription")}>{token.description}</DetailField>}
      <DetailField name={t("apiTokenUser")}>
        {token.username ? <Link to={toUser(realm, token.userId)}>{token.username}</Link> : t("apiTokenUserGone")}
      </DetailField>
      <DetailField name={t("apiTokenApplication")}>{applicationOf(token)}</DetailField>
      <DetailField name={t("apiTokenScopes")} testid="apiTokenScopesFact">
        {token.everything ? t("apiTokenEverything") : <Scopes scopes={token.scopes} />}
      </DetailField>
      {inFull && <AllowedScopes scopes={inFull.allowed ?? []} />}
      <DetailField name={t("apiTokenHint")}>
        <code>{token.hint}</code>
      </DetailField>
      <DetailField name={t("apiTokenId")}>
        <ClipboardCopy
          isCode
          variant="inline-compact"
          data-testid="apiTokenIdCopy"
          hoverTip={t("apiTokenIdCopy")}
          textAriaLabel={t("apiTokenId")}
          clickTip={t("apiTokenSecretCopied")}
        >
          {token.id}
        </ClipboardCopy>
      </DetailField>
      <DetailField name={t("apiTokenCreated")}>{time(token.createdTimestamp)}</DetailField>
      <DetailField name={t("apiTokenExpires")}>
        {token.expiresTimestamp ? time(token.expiresTimestamp) : t("apiTokenNeverExpires")}
      </DetailField>
      <DetailField name={t("apiTokenLastUse")}>
        {token.lastUse ? <UseText use={token.lastUse} /> : t("apiTokenNeverUsed")}
      </DetailField>
      {token.rotation && (
        <DetailField name={t("apiTokenRotated")}>
          {time(token.rotation.rotatedTimestamp)}
          {token.rotation.graceEndsTimestamp && (
            <div>
              {t(isAhead(token.rotation.graceEndsTimestamp) ? "apiTokenGraceEnds" : "apiTokenGraceEnded", {
                time: time(token.rotation.graceEndsTimestamp),
              })}
            </div>
          )}
        </DetailField>
      )}
      {token.rotation?.lateUse && (
        <DetailField name={t("apiTokenLateUse")}>
          <UseText use={token.rotation.lateUse} />
        </DetailField>
      )}
    </>
  );
};

/** The selected scopes. A scope that the application no longer offers is struck through. */
const Scopes = ({ scopes }: { scopes: Scope[] }) => {
  const { t } = useTranslation();
  if (scopes.length === 0) {
    return <>{t("apiTokenDefaultScopes")}</>;
  }
  return (
    <List isPlain>
      {scopes.map(({ name, description, granted }) => (
        <ListItem key={name}>
          {granted ? (description ?? name) : <del>{name}</del>}
          <div className="pf-v5-u-font-size-sm pf-v5-u-color-200">
            {granted ? description && <code>{name}</code> : t("apiTokenScopeNotGranted")}
          </div>
        </ListItem>
      ))}
    </List>
  );
};

const UseText = ({ use: { timestamp, address, clientId } }: { use: Use }) => {
  const { t } = useTranslation();
  const { time } = useTimes();
  return (
    <>
      {time(timestamp)}
      <div>{t(clientId ? "apiTokenUsedThrough" : "apiTokenUsedFrom", { address, clientId })}</div>
    </>
  );
};
