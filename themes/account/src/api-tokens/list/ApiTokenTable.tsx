import { Checkbox } from "@patternfly/react-core";
import { Table, Tbody, Th, Thead, type ThProps, Tr } from "@patternfly/react-table";
import type { RowSelection } from "api-tokens-shared";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import type { ApiToken, Sort } from "../types";
import { ApiTokenRow } from "./ApiTokenRow";
import type { ApiTokenPage } from "./useApiTokenPage";

type ApiTokenTableProps = {
  tokens: ApiToken[];
  page: ApiTokenPage;
  selection: RowSelection<ApiToken>;
  open: (dialog: Dialog) => void;
};

type Column = { text: string; sort?: Sort; direction?: "asc" | "desc" };

/** The columns, and the order of the list that their headers set: the most urgent rows first. */
const COLUMNS: Column[] = [
  { text: "apiTokenLabel", sort: "label", direction: "asc" },
  { text: "apiTokenApplication" },
  { text: "apiTokenScopes" },
  { text: "apiTokenLastUse", sort: "last_used", direction: "desc" },
  { text: "apiTokenExpires", sort: "expires", direction: "asc" },
  { text: "apiTokenStatus" },
];

/** On a narrow screen each row becomes a block, with the name of the column before each value. */
export const ApiTokenTable = ({ tokens, page, selection, open }: ApiTokenTableProps) => {
  const { t } = useTranslation();
  return (
    <Table aria-label={t("apiTokens")} data-testid="apiTokenTable" variant="compact" gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th>
            {selection.isAny && (
              <Checkbox
                id="apiTokenSelectAll"
                aria-label={t("apiTokenSelectAll")}
                isChecked={selection.isAll}
                onChange={(_event, isSelected) => selection.selectAll(isSelected)}
              />
            )}
          </Th>
          {COLUMNS.map((column, index) => (
            <Th
              key={column.text}
              width={column.text === "apiTokenLabel" ? 25 : undefined}
              modifier="nowrap"
              sort={sortingOf(page, column, index)}
            >
              {t(column.text)}
            </Th>
          ))}
          <Th screenReaderText={t("apiTokenActions")} />
        </Tr>
      </Thead>
      <Tbody>
        {tokens.map((token) => (
          <ApiTokenRow key={token.id} token={token} selection={selection} open={open} />
        ))}
      </Tbody>
    </Table>
  );
};

const sortingOf = (page: ApiTokenPage, { sort, direction }: Column, columnIndex: number): ThProps["sort"] => {
  if (!sort) {
    return undefined;
  }
  const sorted = COLUMNS.findIndex((column) => column.sort === page.sort);
  return {
    columnIndex,
    sortBy: { index: sorted < 0 ? undefined : sorted, direction, defaultDirection: direction },
    // A second click returns to the newest first.
    onSort: () => page.sortBy(page.sort === sort ? "newest" : sort),
  };
};
