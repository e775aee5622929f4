import { type Filter, filterOf } from "../filter/filter";

/** A bulk revocation that was started in this browser tab, with its filter. */
export type StartedRevocation = { id: string; filter: Filter };

const keyOf = (realm: string) => `api-tokens.revocation.${realm}`;

/** Stores a bulk revocation, so that it is still shown after a reload of the page. */
export const remember = (realm: string, started: StartedRevocation) =>
  sessionStorage.setItem(keyOf(realm), JSON.stringify(started));

export const forget = (realm: string) => sessionStorage.removeItem(keyOf(realm));

export const remembered = (realm: string): StartedRevocation | undefined => {
  try {
    const { id, filter } = JSON.parse(sessionStorage.getItem(keyOf(realm)) ?? "{}") as Partial<StartedRevocation>;
    return id ? { id, filter: filterOf(filter ?? {}) } : undefined;
  } catch {
    return undefined;
  }
};
