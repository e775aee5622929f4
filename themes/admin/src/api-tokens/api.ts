import type EventRepresentation from "@keycloak/keycloak-admin-client/lib/defs/eventRepresentation";
import type UserSessionRepresentation from "@keycloak/keycloak-admin-client/lib/defs/userSessionRepresentation";
import { useAdminClient, useRealm } from "@keycloak/keycloak-admin-ui";
import { errorOf, type Query, RestClient } from "api-tokens-rest";
import { useMemo } from "react";

import { environment } from "../environment";
import { type Filter, parametersOf, present, type Sort } from "./filter/filter";
import type { ApiToken, ApiTokenInFull, Matching, Policy, Progress, Summary } from "./types";

/** A page of the list. `mintedBefore` excludes newer API tokens, so that pages do not move while others are minted. */
export type Page = { sort: Sort; first: number; max: number; mintedBefore?: number };

/** The admin REST API of a realm's API tokens. */
export class ApiTokens {
  private readonly rest: RestClient;

  constructor(realm: string, accessToken: () => Promise<string | undefined>) {
    const url = `${environment.adminBaseUrl}/admin/realms/${encodeURIComponent(realm)}/api-tokens`;
    this.rest = new RestClient(url, accessToken, (response) => errorOf(response, { 403: "apiTokenForbidden" }));
  }

  list(filter: Filter, { sort, first, max, mintedBefore }: Page, signal: AbortSignal) {
    const page = { sort, first: String(first), max: String(max) };
    return this.get<ApiToken[]>("", { ...listed(filter, mintedBefore), ...page }, signal);
  }

  count(filter: Filter, signal: AbortSignal) {
    return this.get<number>("/count", listed(filter), signal);
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

  async revoke(id: string, comment: string) {
    await this.rest.request(`/${id}`, { method: "DELETE" }, present({ comment: comment.trim() }));
  }

  /** The number of active API tokens that a filter finds. */
  matching(filter: Filter) {
    return this.rest.json<Matching>("/revocations", { method: "POST" }, { ...parametersOf(filter), dryRun: "true" });
  }

  /** @param expected the number that the admin saw: if there are more by now, nothing is revoked */
  revokeMatching(filter: Filter, comment: string, expected: number) {
    const query = { ...parametersOf(filter), ...present({ comment: comment.trim(), expected }) };
    return this.rest.json<Progress>("/revocations", { method: "POST" }, query);
  }

  progress(id: string) {
    return this.get<Progress>(`/revocations/${id}`, {});
  }

  /** API tokens that are revoked already stay revoked. */
  async stop(id: string) {
    await this.rest.request(`/revocations/${id}`, { method: "DELETE" });
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

const listed = (filter: Filter, mintedBefore?: number) => ({
  ...parametersOf(filter, mintedBefore),
  ...(filter.status && { status: filter.status }),
});

/** @param client internal id, or undefined for the policy of the realm */
const pathOfPolicy = (client?: string) => (client ? `/policy/clients/${client}` : "/policy");

export const useApiTokens = () => {
  const { adminClient } = useAdminClient();
  const { realm } = useRealm();
  return useMemo(() => new ApiTokens(realm, () => adminClient.getAccessToken()), [adminClient, realm]);
};
