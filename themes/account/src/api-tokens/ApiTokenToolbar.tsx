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

import type { ApiTokenStatus } from "./types";
import type { ApiTokenPage } from "./useApiTokenPage";

type ApiTokenToolbarProps = { page: ApiTokenPage; onCreate: () => void; onRevokeAll: () => void };

export const ApiTokenToolbar = ({ page, onCreate, onRevokeAll }: ApiTokenToolbarProps) => {
  const { t } = useTranslation();
  const active = page.options?.policy.active ?? 0;
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
            onClick={onCreate}
          >
            {t("apiTokenCreate")}
          </Button>
        </ToolbarItem>
        {active > 0 && (
          <ToolbarItem>
            <Button
              id="apiTokenRevokeAll"
              data-testid="apiTokenRevokeAll"
              variant="secondary"
              isDanger
              onClick={onRevokeAll}
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
  // What is searched for can change elsewhere: the empty list offers to clear it.
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
        <MenuToggle
          ref={ref}
          data-testid="apiTokenStatusFilter"
          aria-label={t("apiTokenStatus")}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {shown && t(shown.text)}
        </MenuToggle>
      )}
    >
      <SelectList>
        {STATUSES.map(({ status, text }) => (
          <SelectOption key={text} value={status} data-testid={text}>
            {t(text)}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
};
