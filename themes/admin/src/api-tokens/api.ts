import type EventRepresentation from "@keycloak/keycloak-admin-client/lib/defs/eventRepresentation";
import type UserSessionRepresentation from "@keycloak/keycloak-admin-client/lib/defs/userSessionRepresentation";
import { useAdminClient, useRealm } from "@keycloak/keycloak-admin-ui";
import { useMemo } from "react";

import { environment } from "../environment";
import { type Filter, parametersOf, present, type Sort } from "./filter/filter";
import type { ApiToken, ApiTokenInFull, Matching, Policy, Progress, Summary } from "./types";

/** What the server says of a request that it refused. */
export class ApiTokenError extends Error {
  constructor(
    readonly status: number,
    readonly messageKey: string,
    readonly field?: string,
    readonly params: unknown[] = [],
  ) {
    super(messageKey);
  }
}

type ErrorBody = { errorMessage?: string; field?: string; params?: unknown[] };

/** Of a list; of those alone that were minted before a time, where pages follow each other while others mint. */
export type Page = { sort: Sort; first: number; max: number; mintedBefore?: number };

/** The admin REST API of a realm's API tokens. */
export class ApiTokens {
  constructor(
    private readonly realm: string,
    private readonly accessToken: () => Promise<string | undefined>,
  ) {}

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
    await this.request(`/${id}`, { method: "DELETE" }, present({ comment: comment.trim() }));
  }

  /** How many active API tokens a filter finds. */
  matching(filter: Filter) {
    return this.json<Matching>("/revocations", { method: "POST" }, { ...parametersOf(filter), dryRun: "true" });
  }

  /** @param expected how many there were at the last look: where there are more by now, nothing is revoked */
  revokeMatching(filter: Filter, comment: string, expected: number) {
    const query = { ...parametersOf(filter), ...present({ comment: comment.trim(), expected }) };
    return this.json<Progress>("/revocations", { method: "POST" }, query);
  }

  progress(id: string) {
    return this.get<Progress>(`/revocations/${id}`, {});
  }

  /** Whatever it has ended until then stays ended. */
  async stop(id: string) {
    await this.request(`/revocations/${id}`, { method: "DELETE" });
  }

  policy(client: string | undefined, signal: AbortSignal) {
    return this.get<Policy>(pathOfPolicy(client), {}, signal);
  }

  async setPolicy(client: string | undefined, rules: Policy) {
    await this.request(pathOfPolicy(client), { method: "PUT", body: JSON.stringify(rules) });
  }

  private get<T>(path: string, query: Record<string, string>, signal?: AbortSignal) {
    return this.json<T>(path, { signal }, query);
  }

  private async json<T>(path: string, init: RequestInit, query?: Record<string, string>) {
    const response = await this.request(path, init, query);
    return (await response.json()) as T;
  }

  private async request(path: string, init: RequestInit, query: Record<string, string> = {}) {
    const base = `${environment.adminBaseUrl}/admin/realms/${encodeURIComponent(this.realm)}/api-tokens`;
    const parameters = new URLSearchParams(query).toString();
    const response = await fetch(`${base}${path}${parameters && `?${parameters}`}`, {
      ...init,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${await this.accessToken()}`,
        "content-type": "application/json",
      },
    });
    if (!response.ok) {
      throw await errorOf(response);
    }
    return response;
  }
}

const listed = (filter: Filter, mintedBefore?: number) => ({
  ...parametersOf(filter, mintedBefore),
  ...(filter.status && { status: filter.status }),
});

/** @param client internal id; without one it is that of the realm */
const pathOfPolicy = (client?: string) => (client ? `/policy/clients/${client}` : "/policy");

const errorOf = async (response: Response) => {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const key = body.errorMessage ?? (response.status === 403 ? "apiTokenForbidden" : "apiTokenUnexpectedError");
  return new ApiTokenError(response.status, key, body.field, body.params);
};

export const useApiTokens = () => {
  const { adminClient } = useAdminClient();
  const { realm } = useRealm();
  return useMemo(() => new ApiTokens(realm, () => adminClient.getAccessToken()), [adminClient, realm]);
};
