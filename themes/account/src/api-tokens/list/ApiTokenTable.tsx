import { Checkbox } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { RowSelection } from "api-tokens-shared";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import { applicationOf } from "../messages";
import type { ApiToken, Sort } from "../types";
import { ApiTokenActions } from "./ApiTokenActions";
import { ApiTokenExpiry } from "./ApiTokenExpiry";
import { ApiTokenName } from "./ApiTokenName";
import { ApiTokenScopes } from "./ApiTokenScopes";
import { ApiTokenState } from "./ApiTokenState";
import { LastUse } from "./LastUse";
import type { ApiTokenPage } from "./useApiTokenPage";

type ApiTokenTableProps = {
  tokens: ApiToken[];
  page: ApiTokenPage;
  selection: RowSelection<ApiToken>;
  open: (dialog: Dialog) => void;
};

/** The columns, and the order of the list that their headers set: the most urgent rows first. */
const COLUMNS: { text: string; sort?: Sort; direction?: "asc" | "desc" }[] = [
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
  const sorted = COLUMNS.findIndex(({ sort }) => sort === page.sort);
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
          {COLUMNS.map(({ text, sort, direction }, index) => (
            <Th
              key={text}
              width={text === "apiTokenLabel" ? 25 : undefined}
              modifier="nowrap"
              sort={
                sort && {
                  columnIndex: index,
                  sortBy: { index: sorted < 0 ? undefined : sorted, direction, defaultDirection: direction },
                  // A second click returns to the newest first.
                  onSort: () => page.sortBy(page.sort === sort ? "newest" : sort),
                }
              }
            >
              {t(text)}
            </Th>
          ))}
          <Th screenReaderText={t("apiTokenActions")} />
        </Tr>
      </Thead>
      <Tbody>
        {tokens.map((token) => (
          <Tr key={token.id} data-testid={`apiTokenRow-${token.id}`}>
            <Td>
              {token.status === "active" && (
                <Checkbox
                  id={`apiTokenSelect-${token.id}`}
                  aria-label={t("apiTokenSelect", { label: token.label })}
                  isChecked={selection.has(token)}
                  onChange={(_event, isSelected) => selection.select(token, isSelected)}
                />
              )}
            </Td>
            <Td component="th" scope="row" dataLabel={t("apiTokenLabel")} modifier="breakWord">
              <ApiTokenName token={token} />
            </Td>
            <Td dataLabel={t("apiTokenApplication")} modifier="breakWord">
              {applicationOf(token)}
            </Td>
            <Td dataLabel={t("apiTokenScopes")}>
              <ApiTokenScopes token={token} />
            </Td>
            <Td dataLabel={t("apiTokenLastUse")}>
              <LastUse token={token} />
            </Td>
            <Td dataLabel={t("apiTokenExpires")}>
              <ApiTokenExpiry token={token} />
            </Td>
            <Td dataLabel={t("apiTokenStatus")} modifier="breakWord">
              <ApiTokenState token={token} />
            </Td>
            <Td isActionCell>{token.status === "active" && <ApiTokenActions token={token} open={open} />}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
