import { ApiTokenError, errorOf, RestClient } from "api-tokens-rest";

import { environment } from "../environment";
import type { ApiToken, Filter, MintedApiToken, MintRequest, Options } from "./types";

/** The policy requires a login within the last `maxAge` seconds: RFC 9470. */
export class LoginRequired extends ApiTokenError {
  constructor(readonly maxAge: number) {
    super(401, "apiTokenLoginRequired");
  }
}

/** The account REST API of API tokens, for the user who is logged in. */
export class ApiTokens {
  private readonly rest: RestClient;

  constructor(accessToken: () => Promise<string>) {
    const url = `${environment.serverBaseUrl}/realms/${environment.realm}/api-tokens`;
    this.rest = new RestClient(url, accessToken, errorOrLoginRequired);
  }

  list({ search, status, first, max }: Filter, signal: AbortSignal) {
    return this.rest.json<ApiToken[]>("", { signal }, { search, status, first: `${first}`, max: `${max}` });
  }

  options(signal?: AbortSignal) {
    return this.rest.json<Options>("/options", { signal });
  }

  mint(request: MintRequest) {
    return this.rest.json<MintedApiToken>("", { method: "POST", body: JSON.stringify(request) });
  }

  rotate(id: string, gracePeriod: number) {
    return this.rest.json<MintedApiToken>(`/${id}/rotate`, { method: "POST", body: JSON.stringify({ gracePeriod }) });
  }

  async change(id: string, change: { label: string; description?: string }) {
    await this.rest.request(`/${id}`, { method: "PUT", body: JSON.stringify(change) });
  }

  revoke(id: string) {
    return this.rest.json<{ revoked: number }>(`/${id}`, { method: "DELETE" });
  }

  revokeAll() {
    return this.rest.json<{ revoked: number }>("", { method: "DELETE" });
  }
}

const errorOrLoginRequired = async (response: Response) => {
  const maxAge = maxAgeOf(response.headers.get("www-authenticate") ?? "");
  return response.status === 401 && maxAge !== undefined
    ? new LoginRequired(maxAge)
    : errorOf(response, { 401: "apiTokenUnauthorized", 403: "apiTokenForbidden" });
};

/** Section 3 of RFC 9470. */
const maxAgeOf = (challenge: string) => {
  const maxAge = /\bmax_age="?(\d+)/.exec(challenge)?.[1];
  return challenge.includes('error="insufficient_user_authentication"') && maxAge ? Number(maxAge) : undefined;
};
