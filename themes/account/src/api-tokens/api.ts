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

/** Answers without a message key of their own. */
const REFUSALS: Partial<Record<number, string>> = { 401: "apiTokenUnauthorized", 403: "apiTokenForbidden" };

const errorOf = async (response: Response) => {
  const key = REFUSALS[response.status];
  if (key) {
    return new ApiTokenError(key);
  }
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  return new ApiTokenError(body.errorMessage ?? "apiTokenUnexpectedError", body.field, body.params);
};
