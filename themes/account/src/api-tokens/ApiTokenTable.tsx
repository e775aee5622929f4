import { Label, LabelGroup, Text, TextContent, TextVariants, Truncate } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import { ApiTokenActions } from "./ApiTokenActions";
import { applicationOf, dateText, scopeText } from "./messages";
import type { ApiToken, ApiTokenStatus } from "./types";

type ApiTokenTableProps = {
  tokens: ApiToken[];
  onEdit: (token: ApiToken) => void;
  onRevoke: (token: ApiToken) => void;
};

/** On a narrow screen each row becomes a block in which every value carries its column's name. */
export const ApiTokenTable = ({ tokens, onEdit, onRevoke }: ApiTokenTableProps) => {
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
          <Th modifier="nowrap">{t("apiTokenCreated")}</Th>
          <Th modifier="nowrap">{t("apiTokenExpires")}</Th>
          <Th modifier="nowrap">{t("apiTokenStatus")}</Th>
          <Th screenReaderText={t("apiTokenActions")} />
        </Tr>
      </Thead>
      <Tbody>
        {tokens.map((token) => (
          <Tr key={token.id} data-testid={`apiTokenRow-${token.id}`}>
            <Td dataLabel={t("apiTokenLabel")} modifier="breakWord">
              <Name token={token} />
            </Td>
            <Td dataLabel={t("apiTokenApplication")} modifier="breakWord">
              {applicationOf(token)}
            </Td>
            <Td dataLabel={t("apiTokenScopes")}>
              <Scopes token={token} />
            </Td>
            <Td dataLabel={t("apiTokenCreated")}>{dateText(token.createdTimestamp)}</Td>
            <Td dataLabel={t("apiTokenExpires")}>
              {token.expiresTimestamp ? dateText(token.expiresTimestamp) : t("apiTokenNeverExpires")}
            </Td>
            <Td dataLabel={t("apiTokenStatus")}>
              <span>
                <Status status={token.status} />
              </span>
            </Td>
            <Td isActionCell>
              {token.status === "active" && (
                <ApiTokenActions token={token} onEdit={() => onEdit(token)} onRevoke={() => onRevoke(token)} />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

const Name = ({ token }: { token: ApiToken }) => (
  <TextContent>
    <Text component={TextVariants.p} className="pf-v5-u-mb-0">
      {token.label}
    </Text>
    {token.description && (
      <Text component={TextVariants.small} className="pf-v5-u-mb-0">
        <Truncate content={token.description} />
      </Text>
    )}
    <Text component={TextVariants.small}>
      <code>{token.hint}</code>
    </Text>
  </TextContent>
);

const Scopes = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  if (token.everything) {
    return (
      <span>
        <Label isCompact>{t("apiTokenEverything")}</Label>
      </span>
    );
  }
  if (token.scopes.length === 0) {
    return <>{t("apiTokenDefaultScopes")}</>;
  }
  return (
    <LabelGroup numLabels={3} aria-label={t("apiTokenScopes")}>
      {token.scopes.map((scope) => (
        <Label key={scope.name} isCompact textMaxWidth="16rem" variant={scope.granted ? "filled" : "outline"}>
          {scope.granted ? scopeText(scope) : t("apiTokenScopeNotGranted", { scope: scopeText(scope) })}
        </Label>
      ))}
    </LabelGroup>
  );
};

const STATUSES = {
  active: { text: "apiTokenStatusActive", color: "green" },
  expired: { text: "apiTokenStatusExpired", color: "orange" },
  revoked: { text: "apiTokenStatusRevoked", color: "grey" },
} as const;

const Status = ({ status }: { status: ApiTokenStatus }) => {
  const { t } = useTranslation();
  return (
    <Label isCompact color={STATUSES[status].color}>
      {t(STATUSES[status].text)}
    </Label>
  );
};
