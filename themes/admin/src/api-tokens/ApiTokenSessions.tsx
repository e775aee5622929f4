import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "./api";
import { Fact } from "./Fact";
import { errorText } from "./messages";
import type { ApiToken } from "./types";
import { useLoaded } from "./useLoaded";
import { useTimes } from "./useTimes";

/** The session of what was made from it, if anything was. */
export const ApiTokenSessions = ({ token: { id } }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { time } = useTimes();
  const api = useApiTokens();
  const load = useCallback((signal: AbortSignal) => api.sessions(id, signal), [api, id]);
  const { value: sessions, error } = useLoaded(load);
  return (
    <Fact name={t("apiTokenSession")} testid="apiTokenSession">
      {error !== undefined && errorText(t, error)}
      {sessions?.length === 0 && t("apiTokenSessionNone")}
      {sessions?.map((session) => (
        <div key={session.id}>
          {t("apiTokenSessionSince", { time: time(session.start ?? 0) })}
          <div>{Object.values(session.clients ?? {}).join(", ")}</div>
        </div>
      ))}
    </Fact>
  );
};
