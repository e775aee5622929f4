import { type Filter, filterOf } from "../filter/filter";

/** A revocation of many that was begun in this tab, and of what. */
export type StartedRevocation = { id: string; filter: Filter };

const keyOf = (realm: string) => `api-tokens.revocation.${realm}`;

/** So that a reload of the page does not lose sight of it. */
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
