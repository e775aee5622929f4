import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Button, Checkbox, MenuToggle } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { ActionsColumn, Table, Tbody, Td, Th, Thead, type ThProps, Tr } from "@patternfly/react-table";
import type { RowSelection } from "api-tokens-shared";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { ApiTokenStatus } from "../ApiTokenStatus";
import type { Sort } from "../filter/filter";
import { accessOf, applicationOf } from "../messages";
import { toUser } from "../paths";
import type { ApiToken } from "../types";
import { useTimes } from "../useTimes";
import { FullTextTooltip } from "./FullTextTooltip";
import type { ApiTokenListState } from "./useApiTokenList";

type ApiTokenTableProps = {
  list: ApiTokenListState;
  tokens: ApiToken[];
  selection: RowSelection<ApiToken>;
  shownId?: string;
  isBesideDrawer: boolean;
  show: (id: string) => void;
  rotate: (token: ApiToken) => void;
  revoke: (token: ApiToken) => void;
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
export const ApiTokenTable = (props: ApiTokenTableProps) => {
  const { list, tokens, selection, shownId, isBesideDrawer, show, rotate, revoke } = props;
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { time } = useTimes();
  const columns = COLUMNS.filter(({ isDetail }) => !isDetail || !isBesideDrawer);
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
          <Tr key={token.id} data-testid={`apiTokenRow-${token.id}`} isRowSelected={token.id === shownId}>
            {selection.isAny && (
              <Td className="api-tokens__select">
                {selection.isSelectable(token) && (
                  <Checkbox
                    id={`apiTokenSelect-${token.id}`}
                    data-testid={`apiTokenSelect-${token.id}`}
                    aria-label={t("apiTokenSelect", { label: token.label })}
                    isChecked={selection.has(token)}
                    onChange={(_event, isSelected) => selection.select(token, isSelected)}
                  />
                )}
              </Td>
            )}
            <Td dataLabel={t("apiTokenLabel")}>
              <FullTextTooltip text={token.label}>
                <Button id={`apiToken-${token.id}`} variant="link" isInline onClick={() => show(token.id)}>
                  <span className="api-tokens__short">{token.label}</span>
                </Button>
              </FullTextTooltip>
              <div className="pf-v5-u-font-size-sm pf-v5-u-color-200">
                <code>{token.hint}</code>
              </div>
            </Td>
            <Td dataLabel={t("apiTokenUser")}>
              {token.username ? (
                <FullTextTooltip text={token.username}>
                  <Link to={toUser(realm, token.userId)} className="api-tokens__short">
                    {token.username}
                  </Link>
                </FullTextTooltip>
              ) : (
                t("apiTokenUserGone")
              )}
            </Td>
            <Td dataLabel={t("apiTokenApplication")}>
              <FullTextTooltip text={applicationOf(token)}>
                <span className="api-tokens__short">{applicationOf(token)}</span>
              </FullTextTooltip>
            </Td>
            {!isBesideDrawer && <Td dataLabel={t("apiTokenAccess")}>{accessOf(t, token)}</Td>}
            <Td dataLabel={t("apiTokenStatus")}>
              <ApiTokenStatus token={token} />
            </Td>
            {!isBesideDrawer && (
              <>
                <Td dataLabel={t("apiTokenCreated")}>{time(token.createdTimestamp)}</Td>
                <Td dataLabel={t("apiTokenLastUse")}>
                  {token.lastUse ? time(token.lastUse.timestamp) : t("apiTokenNeverUsed")}
                </Td>
                <Td dataLabel={t("apiTokenExpires")}>
                  {token.expiresTimestamp ? time(token.expiresTimestamp) : t("apiTokenNeverExpires")}
                </Td>
              </>
            )}
            <Td isActionCell>
              {token.status === "active" && token.access.manage && (
                <ActionsColumn
                  items={[
                    { title: t("apiTokenRotate"), onClick: () => rotate(token) },
                    { title: t("apiTokenRevoke"), onClick: () => revoke(token) },
                  ]}
                  actionsToggle={({ onToggle, isOpen, toggleRef }) => (
                    <MenuToggle
                      ref={toggleRef}
                      variant="plain"
                      aria-label={t("apiTokenActionsFor", { label: token.label })}
                      isExpanded={isOpen}
                      onClick={onToggle}
                    >
                      <EllipsisVIcon />
                    </MenuToggle>
                  )}
                />
              )}
            </Td>
          </Tr>
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
