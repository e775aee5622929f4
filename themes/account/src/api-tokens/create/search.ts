import type { Scope } from "../types";

const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether the name or the text of a scope has all words of a search, ignoring case and accents. */
export const matches = ({ name, description = "" }: Scope, search: string) => {
  const text = folded(`${name} ${description}`);
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
};
