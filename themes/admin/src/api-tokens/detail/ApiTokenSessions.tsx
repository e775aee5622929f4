import type UserSessionRepresentation from "@keycloak/keycloak-admin-client/lib/defs/userSessionRepresentation";
import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { useApiTokens } from "../api";
import { errorText } from "../messages";
import { mayViewClients, toClient } from "../paths";
import type { ApiToken } from "../types";
import { useLoaded } from "../useLoaded";
import { useTimes } from "../useTimes";
import { DetailField } from "./DetailField";

/** The derived session of an API token, if there is one. */
export const ApiTokenSessions = ({ token: { id } }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { time } = useTimes();
  const api = useApiTokens();
  const load = useCallback((signal: AbortSignal) => api.sessions(id, signal), [api, id]);
  const { value: sessions, error } = useLoaded(load);
  return (
    <DetailField name={t("apiTokenSession")} testid="apiTokenSession">
      {error !== undefined && errorText(t, error)}
      {sessions?.length === 0 && t("apiTokenSessionNone")}
      {sessions?.map((session) => (
        <div key={session.id}>
          {t("apiTokenSessionSince", { time: time(session.start ?? 0) })}
          <div>{t("apiTokenSessionLast", { time: time(session.lastAccess ?? 0) })}</div>
          <SessionClients session={session} />
        </div>
      ))}
    </DetailField>
  );
};

/** Clients with a refresh token. A client that only got JWTs is not in the session. */
const SessionClients = ({ session: { clients = {} } }: { session: UserSessionRepresentation }) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasAccess } = useAccess();
  const entries = Object.entries(clients);
  if (entries.length === 0) {
    return <div>{t("apiTokenSessionNoClients")}</div>;
  }
  return (
    <>
      {entries.map(([id, clientId]) => (
        <div key={id} data-testid="apiTokenSessionClient">
          {t("apiTokenSessionClient")}{" "}
          {hasAccess(mayViewClients) ? <Link to={toClient(realm, id)}>{clientId}</Link> : clientId}
        </div>
      ))}
    </>
  );
};
