import type { ApiTokenError } from "./ApiTokenError";

export type Query = Record<string, string>;

/** Sends requests with an access token to a REST API below a URL, and throws an error if the server rejects one. */
export class RestClient {
  constructor(
    private readonly url: string,
    private readonly accessToken: () => Promise<string | undefined>,
    private readonly errorOf: (response: Response) => Promise<ApiTokenError>,
  ) {}

  /** Returns the JSON body of the response. */
  async json<T>(path: string, init: RequestInit = {}, query?: Query) {
    const response = await this.request(path, init, query);
    return (await response.json()) as T;
  }

  async request(path: string, init: RequestInit, query: Query = {}) {
    const parameters = new URLSearchParams(query).toString();
    const response = await fetch(`${this.url}${path}${parameters && `?${parameters}`}`, {
      ...init,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${await this.accessToken()}`,
        "content-type": "application/json",
      },
    });
    if (!response.ok) {
      throw await this.errorOf(response);
    }
    return response;
  }
}
