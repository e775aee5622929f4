import type { Minting } from "../types";

type Lifetimes = Pick<Minting, "nonExpiringAllowed" | "maxLifetime" | "defaultLifetime">;

const DAY = 86_400;
const USUAL_LIFETIMES = [7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

export const NEVER = "never";

/** The choices that the policy allows: {@link NEVER} and numbers of seconds. */
export const lifetimesOf = ({ nonExpiringAllowed, maxLifetime, defaultLifetime }: Lifetimes) => {
  const offered = [...USUAL_LIFETIMES, maxLifetime, defaultLifetime]
    .filter((lifetime) => lifetime !== undefined)
    .filter((lifetime) => lifetime <= (maxLifetime ?? Infinity));
  const sorted = [...new Set(offered)].sort((a, b) => a - b).map(String);
  return nonExpiringAllowed ? [NEVER, ...sorted] : sorted;
};

/** Returns the choice of the admin, or the default of the policy if the admin chose nothing that the policy allows. */
export const chosenLifetime = (minting: Lifetimes, chosen: string) => {
  const offered = lifetimesOf(minting);
  if (offered.includes(chosen)) {
    return chosen;
  }
  return minting.defaultLifetime === undefined ? offered[0] : String(minting.defaultLifetime);
};
