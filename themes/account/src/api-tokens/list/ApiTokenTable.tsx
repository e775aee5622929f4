import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import { applicationOf } from "../messages";
import type { ApiToken } from "../types";
import { ApiTokenActions } from "./ApiTokenActions";
import { ApiTokenExpiry } from "./ApiTokenExpiry";
import { ApiTokenName } from "./ApiTokenName";
import { ApiTokenScopes } from "./ApiTokenScopes";
import { ApiTokenState } from "./ApiTokenState";
import { LastUse } from "./LastUse";

type ApiTokenTableProps = { tokens: ApiToken[]; open: (dialog: Dialog) => void };

/** On a narrow screen each row becomes a block, with the name of the column before each value. */
export const ApiTokenTable = ({ tokens, open }: ApiTokenTableProps) => {
  const { t } = useTranslation();
  return (
    <Table aria-label={t("apiTokens")} data-testid="apiTokenTable" variant="compact" gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th width={25} modifier="nowrap">
            {t("apiTokenLabel")}
          </Th>
          <Th modifier="nowrap">{t("apiTokenApplication")}</Th>
          <Th modifier="nowrap">{t("apiTokenScopes")}</Th>
          <Th modifier="nowrap">{t("apiTokenLastUse")}</Th>
          <Th modifier="nowrap">{t("apiTokenExpires")}</Th>
          <Th modifier="nowrap">{t("apiTokenStatus")}</Th>
          <Th screenReaderText={t("apiTokenActions")} />
        </Tr>
      </Thead>
      <Tbody>
        {tokens.map((token) => (
          <Tr key={token.id} data-testid={`apiTokenRow-${token.id}`}>
            <Td dataLabel={t("apiTokenLabel")} modifier="breakWord">
              <ApiTokenName token={token} />
            </Td>
            <Td dataLabel={t("apiTokenApplication")} modifier="breakWord">
              {applicationOf(token)}
            </Td>
            <Td dataLabel={t("apiTokenScopes")}>
              <ApiTokenScopes token={token} />
            </Td>
            <Td dataLabel={t("apiTokenLastUse")} modifier="breakWord">
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
