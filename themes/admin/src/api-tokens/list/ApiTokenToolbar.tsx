import { useAccess } from "@keycloak/keycloak-admin-ui";
import { Button, SearchInput, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { DownloadIcon, SyncAltIcon } from "@patternfly/react-icons";
import type { RowSelection } from "api-tokens-shared";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { allowsBulkRevocation, isWholeRealm } from "../filter/filter";
import { FilterChips } from "../filter/FilterChips";
import { FilterPanel } from "../filter/FilterPanel";
import { mayMint } from "../paths";
import type { ApiToken } from "../types";
import type { Dialog } from "./ApiTokenDialogs";
import { Pages } from "./Pages";
import type { ApiTokenListState } from "./useApiTokenList";

type ApiTokenToolbarProps = {
  list: ApiTokenListState;
  selection: RowSelection<ApiToken>;
  isRevoking: boolean;
  revokeMatching: () => void;
  open: (dialog: Dialog) => void;
};

export const ApiTokenToolbar = ({ list, selection, isRevoking, revokeMatching, open }: ApiTokenToolbarProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  return (
    <Toolbar data-testid="apiTokenToolbar" inset={{ default: "insetMd" }}>
      <ToolbarContent>
        <ToolbarItem>
          <LabelSearch list={list} />
        </ToolbarItem>
        <ToolbarItem>
          <FilterPanel list={list} />
        </ToolbarItem>
        {hasAccess(mayMint) && (
          <ToolbarItem>
            <Button variant="primary" data-testid="apiTokenCreate" onClick={() => open({ name: "create" })}>
              {t("apiTokenCreate")}
            </Button>
          </ToolbarItem>
        )}
        {selection.tokens.length > 0 ? (
          <RevokeSelectedItem tokens={selection.tokens} open={open} />
        ) : (
          <RevokeMatchingItem list={list} isRevoking={isRevoking} revokeMatching={revokeMatching} />
        )}
        <ToolbarItem>
          <Button
            variant="link"
            icon={<DownloadIcon />}
            data-testid="apiTokenExport"
            onClick={() => open({ name: "export" })}
          >
            {t("apiTokenExport")}
          </Button>
        </ToolbarItem>
        <ToolbarItem>
          <Button variant="link" icon={<SyncAltIcon />} data-testid="refresh" onClick={list.refresh}>
            {t("refresh")}
          </Button>
        </ToolbarItem>
        {list.total !== 0 && (
          <ToolbarItem variant="pagination">
            <Pages list={list} />
          </ToolbarItem>
        )}
      </ToolbarContent>
      <FilterChips list={list} />
    </Toolbar>
  );
};

type RevokeSelectedItemProps = { tokens: ApiToken[]; open: (dialog: Dialog) => void };

const RevokeSelectedItem = ({ tokens, open }: RevokeSelectedItemProps) => {
  const { t } = useTranslation();
  return (
    <ToolbarItem>
      <Button
        variant="secondary"
        isDanger
        data-testid="apiTokenRevokeSelected"
        onClick={() => open({ name: "revokeSelected", tokens })}
      >
        {t("apiTokenRevokeSelected", { count: tokens.length })}
      </Button>
    </ToolbarItem>
  );
};

type RevokeMatchingItemProps = { list: ApiTokenListState; isRevoking: boolean; revokeMatching: () => void };

/** Revokes all active API tokens that match the filter or, without a filter, all of the realm. */
const RevokeMatchingItem = ({ list, isRevoking, revokeMatching }: RevokeMatchingItemProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  if (!hasAccess("manage-users") || !allowsBulkRevocation(list.filter)) {
    return null;
  }
  const name = isWholeRealm(list.filter) ? "apiTokenRevokeActive" : "apiTokenRevokeMatching";
  return (
    <ToolbarItem>
      <Button
        variant="secondary"
        isDanger
        data-testid={name}
        isDisabled={isRevoking || !list.tokens?.length}
        onClick={revokeMatching}
      >
        {t(name)}
      </Button>
    </ToolbarItem>
  );
};

const LabelSearch = ({ list }: { list: ApiTokenListState }) => {
  const { t } = useTranslation();
  const { search = "" } = list.filter;
  const [typed, setTyped] = useState(search);
  // The empty list has buttons that change the search: show the change here.
  const [searched, setSearched] = useState(search);
  if (searched !== search) {
    setSearched(search);
    setTyped(search);
  }
  return (
    <SearchInput
      data-testid="apiTokenSearch"
      aria-label={t("apiTokenSearch")}
      placeholder={t("apiTokenSearchHint")}
      value={typed}
      onChange={(_event, value) => setTyped(value)}
      onSearch={(_event, value) => list.narrow({ search: value })}
      resetButtonLabel={t("apiTokenSearchClear", { field: t("apiTokenFilterSearch") })}
      submitSearchButtonLabel={t("apiTokenSearchStart", { field: t("apiTokenFilterSearch") })}
      onClear={() => {
        setTyped("");
        list.narrow({ search: "" });
      }}
    />
  );
};
