import { useState } from "react";

import type { ApiToken } from "../types";

/** The selected rows. Only active API tokens that the page shows can be selected. */
export const useSelection = (shown: ApiToken[] = []) => {
  const [ids, setIds] = useState<string[]>([]);
  const selectable = shown.filter(({ status }) => status === "active");
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

export type RowSelection = ReturnType<typeof useSelection>;
