import type { Expiry, Minting } from "../types";

const DAY = 86_400;
const USUAL_LIFETIMES = [7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

export const NEVER = "never";
export const ON_A_DATE = "date";

/** The choice if the policy requires an expiry and has no default. */
const PROPOSED = 30 * DAY;

const endOf = (day: string) => new Date(`${day}T23:59:59.999`).getTime();

/** The day of a local time as YYYY-MM-DD. */
export const dayOf = (date: Date) => {
  const twoDigits = (number: number) => `${number}`.padStart(2, "0");
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
};

/** Whether an API token may last until the end of a day (YYYY-MM-DD): from tomorrow until the maximum of the policy. */
export const isExpiryDay = ({ maxLifetime = Infinity }: Minting, day: string) => {
  const now = new Date();
  return day > dayOf(now) && endOf(day) - now.getTime() <= maxLifetime * 1000;
};

const tomorrow = () => {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  return dayOf(date);
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

/** The choices that the policy allows: {@link NEVER}, numbers of seconds, {@link ON_A_DATE}. */
export const expiryChoices = (minting: Minting) => [
  ...(minting.nonExpiringAllowed ? [NEVER] : []),
  ...lifetimesOf(minting).map(String),
  ...(isExpiryDay(minting, tomorrow()) ? [ON_A_DATE] : []),
];

/** Returns the choice of the user, or the default of the policy if the user chose nothing that the policy allows. */
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
