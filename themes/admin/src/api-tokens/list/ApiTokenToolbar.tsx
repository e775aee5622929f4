import { useAccess } from "@keycloak/keycloak-admin-ui";
import { Button, SearchInput, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { SyncAltIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { isNarrow } from "../filter/filter";
import { FilterChips } from "../filter/FilterChips";
import { FilterPanel } from "../filter/FilterPanel";
import { Pages } from "./Pages";
import type { ApiTokenListState } from "./useApiTokenList";

type ApiTokenToolbarProps = { list: ApiTokenListState; isRevoking: boolean; revokeMatching: () => void };

export const ApiTokenToolbar = ({ list, isRevoking, revokeMatching }: ApiTokenToolbarProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const mayRevoke = hasAccess("manage-users");
  return (
    <Toolbar data-testid="apiTokenToolbar" inset={{ default: "insetMd" }}>
      <ToolbarContent>
        <ToolbarItem>
          <LabelSearch list={list} />
        </ToolbarItem>
        <ToolbarItem>
          <FilterPanel list={list} />
        </ToolbarItem>
        {mayRevoke && isNarrow(list.filter) && (
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
  // The empty list has buttons that change the search: take that over.
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
