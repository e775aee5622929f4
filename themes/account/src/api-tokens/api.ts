import { ApiTokenError, errorOf, RestClient } from "api-tokens-shared";

import { environment } from "../environment";
import { segment } from "../segment";
import type { ApiToken, Filter, MintedApiToken, MintRequest, Options, RotateRequest, Selection } from "./types";

/** A new login is necessary: the present one has ended or, with `maxAge` (RFC 9470), is older than so many seconds. */
export class LoginRequired extends ApiTokenError {
  constructor(readonly maxAge?: number) {
    super(401, maxAge === undefined ? "apiTokenLoginEnded" : "apiTokenLoginRequired");
  }
}

/** Milliseconds after which a request without an answer has failed. */
const PATIENCE = 30_000;

const STATUSES = {
  403: "apiTokenForbidden",
  429: "apiTokenTooManyRequests",
  500: "apiTokenServerError",
  502: "apiTokenUnavailable",
  503: "apiTokenUnavailable",
  504: "apiTokenUnavailable",
};

/** The account REST API of API tokens, for the user who is logged in. */
export class ApiTokens {
  private readonly rest: RestClient;

  constructor(accessToken: () => Promise<string>) {
    const url = `${environment.serverBaseUrl}/realms/${segment(environment.realm)}/api-tokens`;
    this.rest = new RestClient(url, accessToken, errorOrLoginRequired, PATIENCE);
  }

  list({ first, max, ...filter }: Filter, signal: AbortSignal) {
    return this.rest.json<ApiToken[]>("", { signal }, { ...filter, first: `${first}`, max: `${max}` });
  }

  options(signal?: AbortSignal) {
    return this.rest.json<Options>("/options", { signal });
  }

  get(id: string) {
    return this.rest.json<ApiToken>(`/${id}`);
  }

  /** @param key the name of the request: the server does not mint for it again */
  mint(request: MintRequest, key: string) {
    return this.post<MintedApiToken>("", request, key);
  }

  /** @param key the name of the request: the server does not rotate for it again */
  rotate(id: string, request: RotateRequest, key: string) {
    return this.post<MintedApiToken>(`/${id}/rotate`, request, key);
  }

  private post<T>(path: string, body: object, key: string) {
    const headers = { "idempotency-key": key };
    return this.rest.json<T>(path, { method: "POST", body: JSON.stringify(body), headers });
  }

  async change(id: string, change: { label: string; description?: string }) {
    await this.rest.request(`/${id}`, { method: "PUT", body: JSON.stringify(change) });
  }

  revoke(id: string) {
    return this.rest.json<{ revoked: number }>(`/${id}`, { method: "DELETE" });
  }

  revokeAll() {
    return this.revokeMany([["all", "true"]]);
  }

  /** Revokes what the list shows with a filter. */
  revokeFound({ search, client }: Selection) {
    return this.revokeSome(Object.entries({ search, client }).filter(([, value]) => value !== ""));
  }

  revokeSelected(ids: string[]) {
    return this.revokeSome(ids.map((id) => ["id", id]));
  }

  /** Without a selection, there is nothing to revoke. The server refuses such a request. */
  private revokeSome(selection: string[][]) {
    return selection.length === 0 ? Promise.resolve({ revoked: 0 }) : this.revokeMany(selection);
  }

  private revokeMany(selection: string[][]) {
    return this.rest.json<{ revoked: number }>("", { method: "DELETE" }, selection);
  }
}

const errorOrLoginRequired = async (response: Response) =>
  response.status === 401
    ? new LoginRequired(maxAgeOf(response.headers.get("www-authenticate") ?? ""))
    : errorOf(response, STATUSES);

/** Section 3 of RFC 9470. */
const maxAgeOf = (challenge: string) => {
  const maxAge = /\bmax_age="?(\d+)/.exec(challenge)?.[1];
  return challenge.includes('error="insufficient_user_authentication"') && maxAge ? Number(maxAge) : undefined;
};
