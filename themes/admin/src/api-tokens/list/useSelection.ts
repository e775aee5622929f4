import { useState } from "react";

import type { ApiToken } from "../types";

/** The selected rows. Only API tokens that the page shows and that the admin may revoke can be selected. */
export const useSelection = (shown: ApiToken[] = []) => {
  const [ids, setIds] = useState<string[]>([]);
  const selectable = shown.filter(isSelectable);
  const tokens = selectable.filter(({ id }) => ids.includes(id));
  return {
    tokens,
    isAny: selectable.length > 0,
    isAll: selectable.length > 0 && tokens.length === selectable.length,
    has: ({ id }: ApiToken) => tokens.some((token) => token.id === id),
    select: ({ id }: ApiToken, isSelected: boolean) =>
      setIds((previous) => (isSelected ? [...previous, id] : previous.filter((other) => other !== id))),
    selectAll: (isSelected: boolean) => setIds(isSelected ? selectable.map(({ id }) => id) : []),
  };
};

export const isSelectable = ({ status, access }: ApiToken) => status === "active" && access.manage;

export type RowSelection = ReturnType<typeof useSelection>;
