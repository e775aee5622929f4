import type { Options } from "../types";

/** Why the user cannot create API tokens at all. */
export type Obstacle =
  { name: "noApplication" } | { name: "refused"; reasons: string[] } | { name: "limit"; max: number };

/**
 * Returns why the user cannot create API tokens, or undefined if the form can open.
 *
 * @param isSent whether a request may have been sent before: the API token that reaches the limit may be its result
 */
export const obstacleOf = ({ clients, policy }: Options, isSent: boolean): Obstacle | undefined => {
  if (clients.length === 0) {
    return { name: "noApplication" };
  }
  if (clients.every(({ minting }) => minting.refusal)) {
    return { name: "refused", reasons: [...new Set(clients.map(({ minting }) => minting.refusal ?? ""))] };
  }
  return policy.active >= policy.maxActive && !isSent ? { name: "limit", max: policy.maxActive } : undefined;
};
