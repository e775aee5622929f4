import { Checkbox } from "@patternfly/react-core";
import { Table, Tbody, Th, Thead, type ThProps, Tr } from "@patternfly/react-table";
import type { RowSelection } from "api-tokens-shared";
import { useTranslation } from "react-i18next";

import type { Sort } from "../filter/filter";
import type { ApiToken } from "../types";
import type { Dialog } from "./ApiTokenDialogs";
import { ApiTokenRow } from "./ApiTokenRow";
import type { ApiTokenListState } from "./useApiTokenList";

type ApiTokenTableProps = {
  list: ApiTokenListState;
  tokens: ApiToken[];
  selection: RowSelection<ApiToken>;
  shownId?: string;
  isBesideDrawer: boolean;
  show: (id: string) => void;
  open: (dialog: Dialog) => void;
};

type Column = {
  text: string;
  /** Whether the list leaves it out beside the drawer, which shows it too. */
  isDetail?: boolean;
  width?: 10 | 15 | 20 | 25;
  sorts?: Partial<Record<"asc" | "desc", Sort>>;
};

/** The server sorts only in these orders, which have an index in the database. */
const COLUMNS: Column[] = [
  { text: "apiTokenLabel", width: 25, sorts: { asc: "label" } },
  { text: "apiTokenUser" },
  { text: "apiTokenApplication" },
  { text: "apiTokenAccess", isDetail: true },
  { text: "apiTokenStatus" },
  { text: "apiTokenCreated", isDetail: true, sorts: { desc: "newest", asc: "oldest" } },
  { text: "apiTokenLastUse", isDetail: true, sorts: { desc: "last_used" } },
  { text: "apiTokenExpires", isDetail: true, sorts: { asc: "expires" } },
];

/** On a narrow screen each row becomes a block, with the name of the column before each value. */
export const ApiTokenTable = ({ list, tokens, selection, ...rowProps }: ApiTokenTableProps) => {
  const { t } = useTranslation();
  const columns = COLUMNS.filter(({ isDetail }) => !isDetail || !rowProps.isBesideDrawer);
  return (
    <Table
      aria-label={t("apiTokens")}
      className="api-tokens__table"
      data-testid="apiTokenTable"
      aria-busy={list.isBusy}
      variant="compact"
      gridBreakPoint="grid-lg"
    >
      <Thead>
        <Tr>
          {selection.isAny && (
            <Th className="api-tokens__select">
              <Checkbox
                id="apiTokenSelectAll"
                data-testid="apiTokenSelectAll"
                aria-label={t("apiTokenSelectAll")}
                isChecked={selection.isAll}
                onChange={(_event, isSelected) => selection.selectAll(isSelected)}
              />
            </Th>
          )}
          {columns.map((column, index) => (
            <Th key={column.text} width={column.width} modifier="nowrap" sort={sortingOf(list, column, index)}>
              {t(column.text)}
            </Th>
          ))}
          <Th screenReaderText={t("apiTokenActions")} />
        </Tr>
      </Thead>
      <Tbody>
        {tokens.map((token) => (
          <ApiTokenRow key={token.id} token={token} selection={selection} {...rowProps} />
        ))}
      </Tbody>
    </Table>
  );
};

const sortingOf = (list: ApiTokenListState, { sorts }: Column, columnIndex: number): ThProps["sort"] => {
  if (!sorts) {
    return undefined;
  }
  const direction = sorts.desc === list.sort ? "desc" : "asc";
  return {
    columnIndex,
    sortBy: Object.values(sorts).includes(list.sort) ? { index: columnIndex, direction } : {},
    onSort: (_event, _index, wanted) => list.sortBy(sorts[wanted] ?? sorts.asc ?? sorts.desc ?? "newest"),
  };
};
