import { type ApiTokenError, NoAnswer } from "./ApiTokenError";

/** Parameters by name, or pairs of them if a name is repeated. */
export type Query = Record<string, string> | string[][];

/** A request. `headers` are added to those of every request. */
export type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };

/** Sends requests with an access token to a REST API below a URL, and throws an error if the server rejects one. */
export class RestClient {
  constructor(
    private readonly url: string,
    private readonly accessToken: () => Promise<string | undefined>,
    private readonly errorOf: (response: Response) => Promise<ApiTokenError>,
    /** After so many milliseconds without a response, the answer is lost. */
    private readonly patience?: number,
  ) {}

  /** Returns the JSON body of the response. */
  async json<T>(path: string, init: Init = {}, query?: Query) {
    const response = await this.request(path, init, query);
    return (await answer(response.json(), init.signal)) as T;
  }

  async request(path: string, init: Init, query: Query = {}) {
    const parameters = new URLSearchParams(query).toString();
    const accessToken = await this.accessToken();
    const request = fetch(`${this.url}${path}${parameters && `?${parameters}`}`, {
      ...init,
      signal: this.signalOf(init),
      headers: {
        accept: "application/json",
        authorization: `Bearer ${accessToken}`,
        "content-type": "application/json",
        ...init.headers,
      },
    });
    const response = await answer(request, init.signal);
    if (!response.ok) {
      throw await this.errorOf(response);
    }
    return response;
  }

  private signalOf({ signal }: Init) {
    if (this.patience === undefined) {
      return signal;
    }
    const timeout = AbortSignal.timeout(this.patience);
    return signal ? AbortSignal.any([signal, timeout]) : timeout;
  }
}

/** Tells a lost answer from a request that the caller aborted. */
const answer = async <T>(response: Promise<T>, signal?: AbortSignal | null) => {
  try {
    return await response;
  } catch (reason) {
    throw signal?.aborted ? reason : new NoAnswer(undefined, { cause: reason });
  }
};
