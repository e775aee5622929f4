import { ApiTokenError, NoAnswer, NotSent } from "api-tokens-shared";

/** Responses of proxies and of a server that failed: the request may have been carried out before. */
const UNKNOWN = [500, 502, 503, 504];

/** Whether the server may have done what was requested, although the answer does not say so. */
export const isAnswerLost = (reason: unknown) =>
  reason instanceof NoAnswer || (reason instanceof ApiTokenError && UNKNOWN.includes(reason.status));

/** Sends a request that the server does not carry out twice, once more if the first answer was lost. */
export const sendAgainIfLost = async <T>(send: () => Promise<T>) => {
  try {
    return await send();
  } catch (reason) {
    if (!isAnswerLost(reason)) {
      throw reason;
    }
    return send().catch((again: unknown) => {
      // The first request may have been carried out.
      throw again instanceof NotSent ? reason : again;
    });
  }
};

/** The name of a request, which its repetitions have too. `crypto.randomUUID` exists only with HTTPS. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");

/** The user changed the form after a first attempt, whose answer was lost. */
const REUSED = "apiTokenIdempotencyKeyReused";

/** The id of the API token that an earlier request with the same name has minted. */
export const alreadyMinted = (reason: unknown) =>
  reason instanceof ApiTokenError && ["apiTokenAlreadyMinted", REUSED].includes(reason.messageKey)
    ? String(reason.params[0])
    : undefined;

export const isAlreadyRotated = (reason: unknown) =>
  reason instanceof ApiTokenError && ["apiTokenAlreadyRotated", REUSED].includes(reason.messageKey);
