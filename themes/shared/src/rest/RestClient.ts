import { type ApiTokenError, NoAnswer, NotSent } from "./ApiTokenError";

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
    const isOffline = !navigator.onLine;
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
    const response = await answer(request, init.signal, isOffline);
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
    return signal ? firstOf(signal, timeout) : timeout;
  }
}

/** Does what `AbortSignal.any` does, which Safari has from 17.4 on, and Firefox ESR 115 not at all. */
const firstOf = (...signals: AbortSignal[]) => {
  const controller = new AbortController();
  for (const signal of signals) {
    const abort = () => controller.abort(signal.reason);
    if (signal.aborted) {
      abort();
    } else {
      signal.addEventListener("abort", abort, { once: true });
    }
  }
  return controller.signal;
};

/** Tells a lost answer from a request that the caller aborted, and from one that an offline browser did not send. */
const answer = async <T>(response: Promise<T>, signal?: AbortSignal | null, isOffline = false) => {
  try {
    return await response;
  } catch (reason) {
    if (signal?.aborted) {
      throw reason;
    }
    throw isOffline ? new NotSent(undefined, { cause: reason }) : new NoAnswer(undefined, { cause: reason });
  }
};
