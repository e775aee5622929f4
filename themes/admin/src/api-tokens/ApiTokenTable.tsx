import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Button } from "@patternfly/react-core";
import { ActionsColumn, Table, Tbody, Td, Th, Thead, type ThProps, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { ApiTokenStatus } from "./ApiTokenStatus";
import type { Sort } from "./filter";
import { applicationOf } from "./messages";
import { toUser } from "./paths";
import type { ApiToken } from "./types";
import type { ApiTokenListState } from "./useApiTokenList";
import { useTimes } from "./useTimes";

type ApiTokenTableProps = {
  list: ApiTokenListState;
  tokens: ApiToken[];
  shownId?: string;
  show: (id: string) => void;
  revoke: (token: ApiToken) => void;
};

type Column = { text: string; sorts?: Partial<Record<"asc" | "desc", Sort>> };

/** With the orders that the server has, which are those that an index gives. */
const COLUMNS: Column[] = [
  { text: "apiTokenLabel", sorts: { asc: "label" } },
  { text: "apiTokenUser" },
  { text: "apiTokenApplication" },
  { text: "apiTokenStatus" },
  { text: "apiTokenCreated", sorts: { desc: "newest", asc: "oldest" } },
  { text: "apiTokenLastUse", sorts: { desc: "last_used" } },
  { text: "apiTokenExpires", sorts: { asc: "expires" } },
];

/** On a narrow screen each row becomes a block in which every value carries its column's name. */
export const ApiTokenTable = ({ list, tokens, shownId, show, revoke }: ApiTokenTableProps) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { time } = useTimes();
  return (
    <Table
      aria-label={t("apiTokens")}
      data-testid="apiTokenTable"
      aria-busy={list.isBusy}
      variant="compact"
      gridBreakPoint="grid-lg"
    >
      <Thead>
        <Tr>
          {COLUMNS.map((column, index) => (
            <Th key={column.text} modifier="nowrap" sort={sortOf(list, column, index)}>
              {t(column.text)}
            </Th>
          ))}
          <Th screenReaderText={t("apiTokenActions")} />
        </Tr>
      </Thead>
      <Tbody>
        {tokens.map((token) => (
          <Tr key={token.id} data-testid={`apiTokenRow-${token.id}`} isRowSelected={token.id === shownId}>
            <Td dataLabel={t("apiTokenLabel")} modifier="breakWord">
              <Button id={`apiToken-${token.id}`} variant="link" isInline onClick={() => show(token.id)}>
                {token.label}
              </Button>
              <div className="pf-v5-u-font-size-sm pf-v5-u-color-200">
                <code>{token.hint}</code>
              </div>
            </Td>
            <Td dataLabel={t("apiTokenUser")} modifier="breakWord">
              {token.username ? <Link to={toUser(realm, token.userId)}>{token.username}</Link> : t("apiTokenUserGone")}
            </Td>
            <Td dataLabel={t("apiTokenApplication")} modifier="breakWord">
              {applicationOf(token)}
            </Td>
            <Td dataLabel={t("apiTokenStatus")}>
              <ApiTokenStatus token={token} />
            </Td>
            <Td dataLabel={t("apiTokenCreated")}>{time(token.createdTimestamp)}</Td>
            <Td dataLabel={t("apiTokenLastUse")}>
              {token.lastUse ? time(token.lastUse.timestamp) : t("apiTokenNeverUsed")}
            </Td>
            <Td dataLabel={t("apiTokenExpires")}>
              {token.expiresTimestamp ? time(token.expiresTimestamp) : t("apiTokenNeverExpires")}
            </Td>
            <Td isActionCell>
              {token.status === "active" && token.access.manage && (
                <ActionsColumn items={[{ title: t("apiTokenRevoke"), onClick: () => revoke(token) }]} />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

const sortOf = (list: ApiTokenListState, { sorts }: Column, columnIndex: number): ThProps["sort"] => {
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
