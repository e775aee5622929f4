import { useAccess } from "@keycloak/keycloak-admin-ui";
import { Button, SearchInput, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { DownloadIcon, SyncAltIcon } from "@patternfly/react-icons";
import type { RowSelection } from "api-tokens-shared";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { allowsBulkRevocation } from "../filter/filter";
import { FilterChips } from "../filter/FilterChips";
import { FilterPanel } from "../filter/FilterPanel";
import { mayMint } from "../paths";
import type { ApiToken } from "../types";
import { Pages } from "./Pages";
import type { ApiTokenListState } from "./useApiTokenList";

type ApiTokenToolbarProps = {
  list: ApiTokenListState;
  selection: RowSelection<ApiToken>;
  isRevoking: boolean;
  revokeSelected: () => void;
  revokeMatching: () => void;
  create: () => void;
  exportList: () => void;
};

export const ApiTokenToolbar = (props: ApiTokenToolbarProps) => {
  const { list, selection, isRevoking, revokeSelected, revokeMatching, create, exportList } = props;
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const selected = selection.tokens.length;
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
            <Button variant="primary" data-testid="apiTokenCreate" onClick={create}>
              {t("apiTokenCreate")}
            </Button>
          </ToolbarItem>
        )}
        {selected > 0 && (
          <ToolbarItem>
            <Button variant="secondary" isDanger data-testid="apiTokenRevokeSelected" onClick={revokeSelected}>
              {t("apiTokenRevokeSelected", { count: selected })}
            </Button>
          </ToolbarItem>
        )}
        {selected === 0 && hasAccess("manage-users") && allowsBulkRevocation(list.filter) && (
          <ToolbarItem>
            <Button
              variant="secondary"
              isDanger
              data-testid="apiTokenRevokeMatching"
              isDisabled={isRevoking || !list.tokens?.length}
              onClick={revokeMatching}
            >
              {t("apiTokenRevokeMatching")}
            </Button>
          </ToolbarItem>
        )}
        <ToolbarItem>
          <Button variant="link" icon={<DownloadIcon />} data-testid="apiTokenExport" onClick={exportList}>
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
