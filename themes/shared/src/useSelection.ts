import { useState } from "react";

/**
 * The selected rows. Only rows that the page shows can be selected.
 *
 * @param isSelectable whether a row can be selected at all
 */
export const useSelection = <Row extends { id: string }>(shown: Row[] = [], isSelectable: (row: Row) => boolean) => {
  const [ids, setIds] = useState<string[]>([]);
  const selectable = shown.filter(isSelectable);
  const tokens = selectable.filter(({ id }) => ids.includes(id));
  return {
    tokens,
    isSelectable,
    isAny: selectable.length > 0,
    isAll: selectable.length > 0 && tokens.length === selectable.length,
    has: ({ id }: Row) => tokens.some((token) => token.id === id),
    select: ({ id }: Row, isSelected: boolean) =>
      setIds((previous) => (isSelected ? [...previous, id] : previous.filter((other) => other !== id))),
    selectAll: (isSelected: boolean) => setIds(isSelected ? selectable.map(({ id }) => id) : []),
  };
};

export type RowSelection<Row extends { id: string }> = ReturnType<typeof useSelection<Row>>;
