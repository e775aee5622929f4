import { useRealm } from "@keycloak/keycloak-admin-ui";
import { List, ListItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { Allowed } from "./Allowed";
import { ApiTokenStatus } from "./ApiTokenStatus";
import { Fact } from "./Fact";
import { applicationOf, blockOf, endOf } from "./messages";
import { toUser } from "./paths";
import type { ApiToken, ApiTokenInFull, Scope, Use } from "./types";
import { useTimes } from "./useTimes";

type ApiTokenFactsProps = { token: ApiToken; inFull?: ApiTokenInFull };

export const ApiTokenFacts = ({ token, inFull }: ApiTokenFactsProps) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { time, isAhead } = useTimes();
  return (
    <>
      <Fact name={t("apiTokenStatus")} testid="apiTokenStatusFact">
        <ApiTokenStatus token={token} />
        {token.blockedBy && <div>{blockOf(t, token.blockedBy)}</div>}
        {token.status === "revoked" && <div>{endOf(t, token, realm)}</div>}
        {token.revokedComment && <div>{t("apiTokenEndedComment", { comment: token.revokedComment })}</div>}
        {token.revokedTimestamp && <div>{time(token.revokedTimestamp)}</div>}
      </Fact>
      {token.description && <Fact name={t("apiTokenDescription")}>{token.description}</Fact>}
      <Fact name={t("apiTokenUser")}>
        {token.username ? <Link to={toUser(realm, token.userId)}>{token.username}</Link> : t("apiTokenUserGone")}
      </Fact>
      <Fact name={t("apiTokenApplication")}>{applicationOf(token)}</Fact>
      <Fact name={t("apiTokenScopes")} testid="apiTokenScopesFact">
        {token.everything ? t("apiTokenEverything") : <Scopes scopes={token.scopes} />}
      </Fact>
      {inFull && <Allowed scopes={inFull.allowed ?? []} />}
      <Fact name={t("apiTokenHint")}>
        <code>{token.hint}</code>
      </Fact>
      <Fact name={t("apiTokenId")}>
        <code>{token.id}</code>
      </Fact>
      <Fact name={t("apiTokenCreated")}>{time(token.createdTimestamp)}</Fact>
      <Fact name={t("apiTokenExpires")}>
        {token.expiresTimestamp ? time(token.expiresTimestamp) : t("apiTokenNeverExpires")}
      </Fact>
      <Fact name={t("apiTokenLastUse")}>
        {token.lastUse ? <UseText use={token.lastUse} /> : t("apiTokenNeverUsed")}
      </Fact>
      {token.rotation && (
        <Fact name={t("apiTokenRotated")}>
          {time(token.rotation.rotatedTimestamp)}
          {token.rotation.graceEndsTimestamp && (
            <div>
              {t(isAhead(token.rotation.graceEndsTimestamp) ? "apiTokenGraceEnds" : "apiTokenGraceEnded", {
                time: time(token.rotation.graceEndsTimestamp),
              })}
            </div>
          )}
        </Fact>
      )}
      {token.rotation?.lateUse && (
        <Fact name={t("apiTokenLateUse")}>
          <UseText use={token.rotation.lateUse} />
        </Fact>
      )}
    </>
  );
};

/** Those that were picked; one that the application does not offer any more allows nothing. */
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
