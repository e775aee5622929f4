/** The error of a rejected request, with the field and the parameters that the server names. */
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

/** Message keys by HTTP status, for responses that name no message key. */
export type MessageKeys = Partial<Record<number, string>>;

export const errorOf = async (response: Response, messageKeys: MessageKeys) => {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const key = body.errorMessage ?? messageKeys[response.status] ?? "apiTokenUnexpectedError";
  return new ApiTokenError(response.status, key, body.field, body.params);
};
