import { environment } from "../environment";
import type { ApiToken, Filter, MintedApiToken, MintRequest, Options } from "./types";

/** What the server says of a request that it refused. */
export class ApiTokenError extends Error {
  constructor(
    readonly messageKey: string,
    readonly field?: string,
    readonly params: unknown[] = [],
  ) {
    super(messageKey);
  }
}

/** The policy wants a login that is at most so many seconds old: RFC 9470. */
export class LoginRequired extends ApiTokenError {
  constructor(readonly maxAge: number) {
    super("apiTokenLoginRequired");
  }
}

type ErrorBody = { errorMessage?: string; field?: string; params?: unknown[] };

/** The account REST API of API tokens, for the user who is logged in. */
export class ApiTokens {
  constructor(private readonly accessToken: () => Promise<string>) {}

  list({ search, status, first, max }: Filter, signal: AbortSignal) {
    const query = new URLSearchParams({ search, status, first: `${first}`, max: `${max}` });
    return this.json<ApiToken[]>(`?${query.toString()}`, { signal });
  }

  options(signal?: AbortSignal) {
    return this.json<Options>("/options", { signal });
  }

  mint(request: MintRequest) {
    return this.json<MintedApiToken>("", { method: "POST", body: JSON.stringify(request) });
  }

  rotate(id: string, gracePeriod: number) {
    return this.json<MintedApiToken>(`/${id}/rotate`, { method: "POST", body: JSON.stringify({ gracePeriod }) });
  }

  async change(id: string, change: { label: string; description?: string }) {
    await this.request(`/${id}`, { method: "PUT", body: JSON.stringify(change) });
  }

  revoke(id: string) {
    return this.json<{ revoked: number }>(`/${id}`, { method: "DELETE" });
  }

  revokeAll() {
    return this.json<{ revoked: number }>("", { method: "DELETE" });
  }

  private async json<T>(path: string, init: RequestInit) {
    const response = await this.request(path, init);
    return (await response.json()) as T;
  }

  private async request(path: string, init: RequestInit) {
    const response = await fetch(`${environment.serverBaseUrl}/realms/${environment.realm}/api-tokens${path}`, {
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

/** What answers mean that have no message key. */
const REFUSALS: Partial<Record<number, string>> = { 401: "apiTokenUnauthorized", 403: "apiTokenForbidden" };

const errorOf = async (response: Response) => {
  const maxAge = maxAgeOf(response.headers.get("www-authenticate") ?? "");
  if (response.status === 401 && maxAge !== undefined) {
    return new LoginRequired(maxAge);
  }
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const key = body.errorMessage ?? REFUSALS[response.status] ?? "apiTokenUnexpectedError";
  return new ApiTokenError(key, body.field, body.params);
};

/** Section 3 of RFC 9470. */
const maxAgeOf = (challenge: string) => {
  const maxAge = /\bmax_age="?(\d+)/.exec(challenge)?.[1];
  return challenge.includes('error="insufficient_user_authentication"') && maxAge ? Number(maxAge) : undefined;
};
