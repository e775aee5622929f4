import { Checkbox } from "@patternfly/react-core";
import { Td, Tr } from "@patternfly/react-table";
import type { RowSelection } from "api-tokens-shared";
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

type ApiTokenRowProps = { token: ApiToken; selection: RowSelection<ApiToken>; open: (dialog: Dialog) => void };

export const ApiTokenRow = ({ token, selection, open }: ApiTokenRowProps) => {
  const { t } = useTranslation();
  return (
    <Tr data-testid={`apiTokenRow-${token.id}`}>
      <Td>
        {selection.isSelectable(token) && (
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
  );
};
