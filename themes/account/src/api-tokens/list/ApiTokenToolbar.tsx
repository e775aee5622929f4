import {
  Button,
  MenuToggle,
  SearchInput,
  Select,
  SelectList,
  SelectOption,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import { SyncAltIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import type { ApiToken, ApiTokenStatus } from "../types";
import type { ApiTokenPage } from "./useApiTokenPage";

type ApiTokenToolbarProps = { page: ApiTokenPage; open: (dialog: Dialog) => void };

const isActive = ({ status }: ApiToken) => status === "active";

export const ApiTokenToolbar = ({ page, open }: ApiTokenToolbarProps) => {
  const { t } = useTranslation();
  const isAnyActive = page.options ? page.options.policy.active > 0 : page.tokens?.some(isActive);
  return (
    <Toolbar data-testid="apiTokenToolbar">
      <ToolbarContent>
        <ToolbarItem>
          <LabelSearch page={page} />
        </ToolbarItem>
        <ToolbarItem>
          <StatusFilter page={page} />
        </ToolbarItem>
        <ToolbarItem>
          <Button
            id="apiTokenCreate"
            data-testid="apiTokenCreate"
            isDisabled={!page.options?.clients.length}
            onClick={() => open({ name: "create" })}
          >
            {t("apiTokenCreate")}
          </Button>
        </ToolbarItem>
        {isAnyActive && (
          <ToolbarItem>
            <Button
              id="apiTokenRevokeAll"
              data-testid="apiTokenRevokeAll"
              variant="secondary"
              isDanger
              onClick={() => open({ name: "revokeAll" })}
            >
              {t("apiTokenRevokeAll")}
            </Button>
          </ToolbarItem>
        )}
        <ToolbarItem>
          <Button data-testid="apiTokenRefresh" variant="link" icon={<SyncAltIcon />} onClick={page.refresh}>
            {t("refresh")}
          </Button>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
};

const LabelSearch = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(page.search);
  // The empty list has a button that clears the search: take that over.
  const [searched, setSearched] = useState(page.search);
  if (searched !== page.search) {
    setSearched(page.search);
    setTyped(page.search);
  }
  return (
    <SearchInput
      data-testid="apiTokenSearch"
      aria-label={t("apiTokenSearch")}
      placeholder={t("apiTokenSearch")}
      resetButtonLabel={t("apiTokenSearchReset")}
      submitSearchButtonLabel={t("apiTokenSearchSubmit")}
      value={typed}
      onChange={(_event, value) => setTyped(value)}
      onSearch={(_event, value) => page.searchFor(value)}
      onClear={() => {
        setTyped("");
        page.searchFor("");
      }}
    />
  );
};

const STATUSES: { status: ApiTokenStatus | ""; text: string }[] = [
  { status: "active", text: "apiTokenFilterActive" },
  { status: "expired", text: "apiTokenFilterExpired" },
  { status: "revoked", text: "apiTokenFilterRevoked" },
  { status: "", text: "apiTokenFilterAll" },
];

const StatusFilter = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const shown = STATUSES.find(({ status }) => status === page.status);
  return (
    <Select
      isOpen={isOpen}
      onOpenChange={setOpen}
      selected={page.status}
      onSelect={(_event, status) => {
        page.showStatus(status as ApiTokenStatus | "");
        setOpen(false);
      }}
      toggle={(ref) => (
        <MenuToggle ref={ref} data-testid="apiTokenStatusFilter" isExpanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {shown && t("apiTokenStatusIs", { status: t(shown.text) })}
        </MenuToggle>
      )}
    >
      <SelectList aria-label={t("apiTokenStatus")}>
        {STATUSES.map(({ status, text }) => (
          <SelectOption key={text} value={status} data-testid={text}>
            {t(text)}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
};
