import type EventRepresentation from "@keycloak/keycloak-admin-client/lib/defs/eventRepresentation";
import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Label, List, ListItem } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { adminOf, errorText } from "../messages";
import type { ApiToken } from "../types";
import { useLoaded } from "../useLoaded";
import { useTimes } from "../useTimes";
import { useUsername } from "../useUsername";
import { DetailField } from "./DetailField";

const SHOWN = 20;

/** The actor of a self-rotation. */
const ITSELF = "api_token";

const ACTIONS: Partial<Record<string, string>> = {
  mint: "apiTokenEventMint",
  change: "apiTokenEventChange",
  rotate: "apiTokenEventRotate",
  late_use: "apiTokenEventLateUse",
  revoke: "apiTokenEventRevoke",
};

const REFUSED_ACTIONS: Partial<Record<string, string>> = {
  mint: "apiTokenEventMintRefused",
  change: "apiTokenEventChangeRefused",
  rotate: "apiTokenEventRotateRefused",
  revoke: "apiTokenEventRevokeRefused",
};

/** Stands for a number in the text of a refusal, because events do not have it. */
const UNKNOWN = "…";

/** The events of an API token that the realm saved, newest first. */
export const ApiTokenEvents = ({ token }: { token: ApiToken }) => {
  const { id } = token;
  const { t } = useTranslation();
  const { realmRepresentation } = useRealm();
  const api = useApiTokens();
  const load = useCallback((signal: AbortSignal) => api.events(id, SHOWN, signal), [api, id]);
  const { value: events, error } = useLoaded(load);
  return (
    <DetailField name={t("apiTokenEvents")} testid="apiTokenEvents">
      {error !== undefined && errorText(t, error)}
      {events?.length === 0 && t(noEvents(realmRepresentation.eventsEnabled))}
      <List isPlain>
        {events?.map((event) => (
          <ListItem key={`${event.time} ${event.type}`}>
            <EventText event={event} token={token} />
          </ListItem>
        ))}
      </List>
    </DetailField>
  );
};

/** Returns the name of an admin. An event has only the id, and the admin may belong to another realm. */
const useAdminName = (id: string, { revokedByAdmin }: ApiToken) => {
  const { realm } = useRealm();
  const username = useUsername(revokedByAdmin?.id === id ? "" : id);
  return revokedByAdmin?.id === id ? adminOf(revokedByAdmin, realm) : username;
};

/** @param isSaved undefined if the admin may not view the realm */
const noEvents = (isSaved?: boolean) => {
  if (isSaved === undefined) {
    return "apiTokenEventsUnknown";
  }
  return isSaved ? "apiTokenEventsNone" : "apiTokenEventsNotSaved";
};

type EventTextProps = { event: EventRepresentation; token: ApiToken };

const EventText = ({ event: { time: at, error, ipAddress, details }, token }: EventTextProps) => {
  const { t } = useTranslation();
  const { time } = useTimes();
  const {
    action = "",
    reason = "",
    api_token_admin: admin = "",
    api_token_actor: actor = "",
  } = (details ?? {}) as Partial<Record<string, string>>;
  const name = useAdminName(admin, token);
  return (
    <>
      {t((error ? REFUSED_ACTIONS[action] : undefined) ?? ACTIONS[action] ?? action)}{" "}
      {error && (
        <Label isCompact color="orange">
          {error}
        </Label>
      )}
      {error && ` ${t(reason, { defaultValue: reason, param: UNKNOWN, max: UNKNOWN })}`}
      <div className="pf-v5-u-font-size-sm pf-v5-u-color-200">
        {[time(at ?? 0), ipAddress].filter(Boolean).join(", ")}
        {actor === ITSELF && <div>{t("apiTokenEventByItself")}</div>}
        {admin && <div>{t("apiTokenEndedByThatAdmin", { admin: name })}</div>}
      </div>
    </>
  );
};
