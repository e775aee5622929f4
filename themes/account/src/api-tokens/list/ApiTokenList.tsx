import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  EmptyStateIcon,
  Spinner,
} from "@patternfly/react-core";
import { KeyIcon, SearchIcon } from "@patternfly/react-icons";
import type { RowSelection } from "api-tokens-shared";
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import type { ApiToken } from "../types";
import { ApiTokenTable } from "./ApiTokenTable";
import type { ApiTokenPage } from "./useApiTokenPage";
import { focusList } from "../topOfList";

type ApiTokenListProps = { page: ApiTokenPage; selection: RowSelection<ApiToken>; open: (dialog: Dialog) => void };

/** The table, or the reason why there is none. */
export const ApiTokenList = ({ page, selection, open }: ApiTokenListProps) => {
  const { t } = useTranslation();
  if (!page.tokens && page.error !== undefined) {
    return null;
  }
  const isDecided = page.options ?? page.optionsError;
  if (!page.tokens || (page.tokens.length === 0 && isDecided === undefined)) {
    return <Spinner aria-label={t("apiTokenLoading")} aria-valuetext={t("apiTokenLoading")} />;
  }
  if (page.tokens.length > 0) {
    return <ApiTokenTable tokens={page.tokens} page={page} selection={selection} open={open} />;
  }
  if (page.isFiltered) {
    return (
      <Empty testid="apiTokenNoMatch" icon={SearchIcon} title={t("apiTokenNoMatch")}>
        <EmptyStateBody>{t("apiTokenNoMatchHelp")}</EmptyStateBody>
        <Action
          testid="apiTokenClearFilters"
          text={t("apiTokenClearFilters")}
          onClick={() => {
            focusList();
            page.clearFilters();
          }}
        />
      </Empty>
    );
  }
  if (page.options?.clients.length === 0) {
    return (
      <Empty testid="apiTokenNoApplication" icon={KeyIcon} title={t("apiTokenNoApplication")}>
        <EmptyStateBody>{t("apiTokenNoApplicationHelp")}</EmptyStateBody>
      </Empty>
    );
  }
  return (
    <Empty testid="apiTokenEmpty" icon={KeyIcon} title={t("apiTokenEmpty")}>
      <EmptyStateBody>{t("apiTokenEmptyHelp")}</EmptyStateBody>
    </Empty>
  );
};

type EmptyProps = { testid: string; icon: ComponentType; title: string; children: ReactNode };

const Empty = ({ testid, icon, title, children }: EmptyProps) => (
  <EmptyState data-testid={testid}>
    <EmptyStateHeader titleText={title} headingLevel="h2" icon={<EmptyStateIcon icon={icon} />} />
    {children}
  </EmptyState>
);

type ActionProps = { testid: string; text: string; onClick: () => void };

const Action = ({ testid, text, onClick }: ActionProps) => (
  <EmptyStateFooter>
    <EmptyStateActions>
      <Button data-testid={testid} variant="link" onClick={onClick}>
        {text}
      </Button>
    </EmptyStateActions>
  </EmptyStateFooter>
);
