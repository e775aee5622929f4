import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Button, Checkbox } from "@patternfly/react-core";
import { Td, Tr } from "@patternfly/react-table";
import type { RowSelection } from "api-tokens-shared";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { ApiTokenStatus } from "../ApiTokenStatus";
import { accessOf, applicationOf } from "../messages";
import { toUser } from "../paths";
import type { ApiToken } from "../types";
import { useTimes } from "../useTimes";
import type { Dialog } from "./ApiTokenDialogs";
import { FullTextTooltip } from "./FullTextTooltip";
import { RowActions } from "./RowActions";

type ApiTokenRowProps = {
  token: ApiToken;
  selection: RowSelection<ApiToken>;
  /** The API token in the drawer. */
  shownId?: string;
  isBesideDrawer: boolean;
  show: (id: string) => void;
  open: (dialog: Dialog) => void;
};

export const ApiTokenRow = ({ token, selection, shownId, isBesideDrawer, show, open }: ApiTokenRowProps) => {
  const { t } = useTranslation();
  return (
    <Tr data-testid={`apiTokenRow-${token.id}`} isRowSelected={token.id === shownId}>
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
        <Username token={token} />
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
      {!isBesideDrawer && <Times token={token} />}
      <Td isActionCell>
        <RowActions token={token} open={open} />
      </Td>
    </Tr>
  );
};

const Username = ({ token: { userId, username } }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  if (!username) {
    return t("apiTokenUserGone");
  }
  return (
    <FullTextTooltip text={username}>
      <Link to={toUser(realm, userId)} className="api-tokens__short">
        {username}
      </Link>
    </FullTextTooltip>
  );
};

const Times = ({ token: { createdTimestamp, lastUse, expiresTimestamp } }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { time } = useTimes();
  return (
    <>
      <Td dataLabel={t("apiTokenCreated")}>{time(createdTimestamp)}</Td>
      <Td dataLabel={t("apiTokenLastUse")}>{lastUse ? time(lastUse.timestamp) : t("apiTokenNeverUsed")}</Td>
      <Td dataLabel={t("apiTokenExpires")}>{expiresTimestamp ? time(expiresTimestamp) : t("apiTokenNeverExpires")}</Td>
    </>
  );
};
