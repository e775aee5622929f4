import { yyyyMMddFormat } from "@patternfly/react-core";

import type { Expiry, Minting } from "../types";

const DAY = 86_400;
const USUAL_LIFETIMES = [7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

export const NEVER = "never";
export const ON_A_DATE = "date";

/** Where the policy wants an end and proposes none. */
const PROPOSED = 30 * DAY;

const endOf = (day: string) => new Date(`${day}T23:59:59.999`).getTime();

/** Whether an API token can last until the end of a day, given as YYYY-MM-DD: from tomorrow to what the policy allows. */
export const isExpiryDay = ({ maxLifetime = Infinity }: Minting, day: string) => {
  const now = new Date();
  return day > yyyyMMddFormat(now) && endOf(day) - now.getTime() <= maxLifetime * 1000;
};

const tomorrow = () => {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  return yyyyMMddFormat(date);
};

const lifetimesOf = ({ maxLifetime, defaultLifetime }: Minting) => {
  const offered = new Set(USUAL_LIFETIMES.filter((lifetime) => lifetime <= (maxLifetime ?? Infinity)));
  for (const lifetime of [maxLifetime, defaultLifetime]) {
    if (lifetime !== undefined) {
      offered.add(lifetime);
    }
  }
  return [...offered].sort((a, b) => a - b);
};

/** What can be chosen: {@link NEVER}, numbers of seconds, {@link ON_A_DATE}. */
export const expiryChoices = (minting: Minting) => [
  ...(minting.nonExpiringAllowed ? [NEVER] : []),
  ...lifetimesOf(minting).map(String),
  ...(isExpiryDay(minting, tomorrow()) ? [ON_A_DATE] : []),
];

/** What was picked, or what the policy proposes where nothing was, or nothing that it allows. */
export const chosenExpiry = (minting: Minting, picked: string) => {
  if (expiryChoices(minting).includes(picked)) {
    return picked;
  }
  const { defaultLifetime, nonExpiringAllowed } = minting;
  return defaultLifetime === undefined && nonExpiringAllowed ? NEVER : `${defaultLifetime ?? PROPOSED}`;
};

export const expiryOf = (choice: string, day: string): Expiry => {
  switch (choice) {
    case NEVER:
      return {};
    case ON_A_DATE:
      return { expiresTimestamp: endOf(day) };
    default:
      return { lifetime: Number(choice) };
  }
};
