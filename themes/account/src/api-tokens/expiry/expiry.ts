import type { Expiry, Minting } from "../types";

const DAY = 86_400;
const USUAL_LIFETIMES = [7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

export const NEVER = "never";
export const ON_A_DATE = "date";

/** No choice yet. The default of the policy takes its place, unless that is {@link NEVER}. */
export const CHOOSE = "choose";

/** The choice of a rotation that leaves the expiry as it is. */
export const KEEP = "keep";

/** The choice if the policy requires an expiry and has no default. */
const PROPOSED = 30 * DAY;

const endOf = (day: string) => new Date(`${day}T23:59:59.999`).getTime();

/** The day of a local time as YYYY-MM-DD. */
export const dayOf = (date: Date) => {
  const twoDigits = (number: number) => `${number}`.padStart(2, "0");
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
};

/** Returns whether an API token may last until the end of a day (YYYY-MM-DD): tomorrow up to the policy's maximum. */
export const isExpiryDay = ({ maxLifetime = Infinity }: Minting, day: string) => {
  const now = new Date();
  return day > dayOf(now) && endOf(day) - now.getTime() <= maxLifetime * 1000;
};

/** Returns when an API token ends whose last day is that, or undefined if it must not be that. */
export const expiryOn = (minting: Minting, day: string) => (isExpiryDay(minting, day) ? endOf(day) : undefined);

const tomorrow = () => {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  return dayOf(date);
};

/** The server allows no more, whatever the policy says: 36,500 days. */
const LIMIT = 36_500 * DAY;

/** Whether the policy allows {@link NEVER} or a number of seconds. */
export const isLifetime = ({ nonExpiringAllowed, maxLifetime = LIMIT }: Minting, lifetime: string) => {
  if (lifetime === NEVER) {
    return nonExpiringAllowed;
  }
  return /^[1-9]\d*$/.test(lifetime) && Number(lifetime) <= maxLifetime;
};

const lifetimesOf = ({ maxLifetime, defaultLifetime }: Minting, another?: number) => {
  const offered = new Set(USUAL_LIFETIMES.filter((lifetime) => lifetime <= (maxLifetime ?? Infinity)));
  for (const lifetime of [maxLifetime, defaultLifetime, another]) {
    if (lifetime !== undefined) {
      offered.add(lifetime);
    }
  }
  return [...offered].sort((a, b) => a - b);
};

/** The choice that the policy preselects. */
const defaultExpiry = ({ defaultLifetime, nonExpiringAllowed }: Minting) =>
  defaultLifetime === undefined && nonExpiringAllowed ? NEVER : `${defaultLifetime ?? PROPOSED}`;

/**
 * The choices that the policy allows: {@link NEVER}, numbers of seconds, {@link ON_A_DATE}, and {@link CHOOSE} if the
 * user has to choose first.
 *
 * @param picked a number of seconds that a link asks for, or another choice
 */
export const expiryChoices = (minting: Minting, picked = "") => [
  ...(picked === CHOOSE && defaultExpiry(minting) === NEVER ? [CHOOSE] : []),
  ...(minting.nonExpiringAllowed ? [NEVER] : []),
  ...lifetimesOf(minting, picked !== NEVER && isLifetime(minting, picked) ? Number(picked) : undefined).map(String),
  ...(isExpiryDay(minting, tomorrow()) ? [ON_A_DATE] : []),
];

/** Returns the choice of the user, or the default of the policy if the user chose nothing that the policy allows. */
export const chosenExpiry = (minting: Minting, picked: string) =>
  expiryChoices(minting, picked).includes(picked) ? picked : defaultExpiry(minting);

/** The choices for another expiry of an API token: a rotation can leave it, but not remove it. */
export const newExpiryChoices = (minting: Minting) => [
  KEEP,
  ...expiryChoices(minting).filter((choice) => choice !== NEVER),
];

export const newExpiryOf = (choice: string, day: string): Expiry => (choice === KEEP ? {} : expiryOf(choice, day));

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
