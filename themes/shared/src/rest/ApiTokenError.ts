/** The error of a rejected request, with the field and the parameters that the server names. */
export class ApiTokenError extends Error {
  constructor(
    readonly status: number,
    readonly messageKey: string,
    readonly field?: string,
    readonly params: unknown[] = [],
    /** Seconds after which to try again, if the server says so. */
    readonly retryAfter?: number,
  ) {
    super(messageKey);
  }
}

/** The connection broke, or the server did not answer in time. The server may have done what was requested. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The request did not reach the server: the browser is offline, or there is no access token for it. */
export class NotSent extends Error {
  override readonly name = "NotSent";
}

type ErrorBody = { errorMessage?: string; field?: string; params?: unknown[] };

/** Message keys by HTTP status, for responses that name no message key. */
export type MessageKeys = Partial<Record<number, string>>;

export const errorOf = async (response: Response, messageKeys: MessageKeys) => {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const key = body.errorMessage ?? messageKeys[response.status] ?? "apiTokenUnexpectedError";
  return new ApiTokenError(response.status, key, body.field, body.params, retryAfter(response));
};

/** The header can have a date instead, which no server of this API sends. */
const retryAfter = (response: Response) => {
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
};
