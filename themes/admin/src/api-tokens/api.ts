import type EventRepresentation from "@keycloak/keycloak-admin-client/lib/defs/eventRepresentation";
import type UserSessionRepresentation from "@keycloak/keycloak-admin-client/lib/defs/userSessionRepresentation";
import { useAdminClient, useRealm } from "@keycloak/keycloak-admin-ui";
import { errorOf, type Query, RestClient } from "api-tokens-shared";
import { useMemo } from "react";

import { environment } from "../environment";
import type { Question, Step } from "./diagnosis/diagnosis";
import { type Filter, parametersOf, present, type Sort } from "./filter/filter";
import type {
  ApiToken,
  ApiTokenInFull,
  ApplicationInFull,
  ApplicationSettings,
  Matching,
  MintedApiToken,
  MintRequest,
  Options,
  Policy,
  Progress,
  Summary,
} from "./types";

/** A page of the list. `mintedBefore` excludes newer API tokens, so that pages do not move while others are minted. */
export type Page = { sort: Sort; first: number; max: number; mintedBefore?: number };

/** The checks of a token in their order. `accepted` is undefined if the admin may not know. */
export type Diagnosis = { accepted?: boolean; apiToken?: ApiToken; steps: Step[] };

export const EXPORT_FORMATS = ["csv", "ndjson"] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** @property revokedFrom leaves out API tokens that ended before this time, at which the filter was evaluated */
export type ExportOptions = { format: ExportFormat; revokedFrom?: number };

export type ApplicationPage = { search: string; isOnlyEnabled: boolean; first: number; max: number };

/** Message keys for responses that name none. */
const STATUSES = {
  401: "apiTokenLoginEnded",
  403: "apiTokenForbidden",
  429: "apiTokenTooManyRequests",
  500: "apiTokenServerError",
  502: "apiTokenUnavailable",
  503: "apiTokenUnavailable",
  504: "apiTokenUnavailable",
};

/** The admin REST API of a realm's API tokens. */
export class ApiTokens {
  private readonly rest: RestClient;

  constructor(realm: string, accessToken: () => Promise<string | undefined>) {
    const url = `${environment.adminBaseUrl}/admin/realms/${encodeURIComponent(realm)}/api-tokens`;
    this.rest = new RestClient(url, accessToken, (response) => errorOf(response, STATUSES));
  }

  list(filter: Filter, { sort, first, max, mintedBefore }: Page, signal: AbortSignal) {
    const page = { sort, first: String(first), max: String(max) };
    return this.get<ApiToken[]>("", { ...listed(filter, mintedBefore), ...page }, signal);
  }

  count(filter: Filter, signal: AbortSignal) {
    return this.get<number>("/count", listed(filter), signal);
  }

  /** Returns the response while its body arrives. */
  export(filter: Filter, { format, revokedFrom }: ExportOptions, signal: AbortSignal) {
    const query = { ...listed(filter, undefined, revokedFrom), format, ...present({ revokedFrom }) };
    return this.rest.request("/export", { signal, headers: { accept: "*/*" } }, query);
  }

  summary(signal: AbortSignal) {
    return this.get<Summary>("/summary", {}, signal);
  }

  token(id: string, signal: AbortSignal) {
    return this.get<ApiTokenInFull>(`/${id}`, {}, signal);
  }

  sessions(id: string, signal: AbortSignal) {
    return this.get<UserSessionRepresentation[]>(`/${id}/sessions`, {}, signal);
  }

  events(id: string, max: number, signal: AbortSignal) {
    return this.get<EventRepresentation[]>(`/${id}/events`, { max: String(max) }, signal);
  }

  /** What the admin can mint for a user. */
  options(user: string, signal: AbortSignal) {
    return this.get<Options>("/options", { user }, signal);
  }

  mint(request: MintRequest) {
    return this.rest.json<MintedApiToken>("", { method: "POST", body: JSON.stringify(request) });
  }

  rotate(id: string, gracePeriod: number) {
    return this.rest.json<MintedApiToken>(`/${id}/rotate`, { method: "POST", body: JSON.stringify({ gracePeriod }) });
  }

  diagnose(question: Question) {
    return this.rest.json<Diagnosis>("/diagnose", { method: "POST", body: JSON.stringify(question) });
  }

  async revoke(id: string, comment: string) {
    await this.rest.request(`/${id}`, { method: "DELETE" }, present({ comment: comment.trim() }));
  }

  /** The number of active API tokens that a filter finds. */
  matching(filter: Filter) {
    return this.rest.json<Matching>("/revocations", { method: "POST" }, { ...chosen(filter), dryRun: "true" });
  }

  /** The number of active API tokens that a filter finds and that were used since a time. */
  usedSince(filter: Filter, time: number) {
    const query = parametersOf(filter);
    // The server refuses a last use together with no use.
    if (query.neverUsed) {
      return Promise.resolve({ matching: 0 });
    }
    const lastUsedFrom = String(Math.max(time, Number(query.lastUsedFrom || 0)));
    return this.rest.json<Matching>("/revocations", { method: "POST" }, { ...query, lastUsedFrom, dryRun: "true" });
  }

  /** @param expected the number that the admin saw: if there are more by now, nothing is revoked */
  revokeMatching(filter: Filter, comment: string, expected: number) {
    const query = { ...chosen(filter), ...present({ comment: comment.trim(), expected }) };
    return this.rest.json<Progress>("/revocations", { method: "POST" }, query);
  }

  progress(id: string) {
    return this.get<Progress>(`/revocations/${id}`, {});
  }

  /** API tokens that are revoked already stay revoked. */
  async stop(id: string) {
    await this.rest.request(`/revocations/${id}`, { method: "DELETE" });
  }

  applications({ search, isOnlyEnabled, first, max }: ApplicationPage, signal: AbortSignal) {
    const query = present({ search: search.trim(), enabled: isOnlyEnabled || undefined, first, max });
    return this.get<ApplicationSettings[]>("/applications", query, signal);
  }

  application(id: string, signal: AbortSignal) {
    return this.get<ApplicationInFull>(`/applications/${id}`, {}, signal);
  }

  async setApplication(id: string, enabled: boolean) {
    await this.rest.request(`/applications/${id}`, { method: "PUT", body: JSON.stringify({ enabled }) });
  }

  policy(client: string | undefined, signal: AbortSignal) {
    return this.get<Policy>(pathOfPolicy(client), {}, signal);
  }

  async setPolicy(client: string | undefined, rules: Policy) {
    await this.rest.request(pathOfPolicy(client), { method: "PUT", body: JSON.stringify(rules) });
  }

  private get<T>(path: string, query: Query, signal?: AbortSignal) {
    return this.rest.json<T>(path, { signal }, query);
  }
}

/** The parameters of a revocation. Without a filter, the admin means all active API tokens. */
const chosen = (filter: Filter) => {
  const parameters = parametersOf(filter);
  return Object.keys(parameters).length === 0 ? { all: "true" } : parameters;
};

const listed = (filter: Filter, mintedBefore?: number, now?: number) => ({
  ...parametersOf(filter, mintedBefore, now),
  ...(filter.status && { status: filter.status }),
});

/** @param client internal id, or undefined for the policy of the realm */
const pathOfPolicy = (client?: string) => (client ? `/policy/clients/${client}` : "/policy");

export const useApiTokens = () => {
  const { adminClient } = useAdminClient();
  const { realm } = useRealm();
  return useMemo(() => new ApiTokens(realm, () => adminClient.getAccessToken()), [adminClient, realm]);
};
