import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import {
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateHeader,
  PageSection,
  SearchInput,
  Switch,
  Text,
  TextContent,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { LoadError } from "../LoadError";
import type { ApplicationSettings } from "../types";
import { useLoaded } from "../useLoaded";
import { ApplicationTable } from "./ApplicationTable";
import { SwitchOffDialog } from "./SwitchOffDialog";
import { useSwitch } from "./useSwitch";

const PAGE_SIZE = 20;

/** The clients that API tokens can be created for, and those that could become one. */
export const ApplicationsTab = () => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const [search, setSearch] = useState("");
  const [isOnlyEnabled, setOnlyEnabled] = useState(false);
  const [first, setFirst] = useState(0);
  const [round, setRound] = useState(0);
  const [endangered, setEndangered] = useState<ApplicationSettings>();
  const load = useCallback(
    (signal: AbortSignal) => api.applications({ search, isOnlyEnabled, first, max: PAGE_SIZE + 1 }, signal),
    [api, search, isOnlyEnabled, first],
  );
  const { value: found, error } = useLoaded(load, round);
  const refresh = useCallback(() => setRound((before) => before + 1), []);
  const change = useSwitch(refresh);
  const shown = found?.slice(0, PAGE_SIZE);

  return (
    <PageSection variant="light" className="pf-v5-u-p-0">
      <TextContent className="pf-v5-u-px-md pf-v5-u-pt-md">
        <Text>{t("apiTokenApplicationsHelp")}</Text>
      </TextContent>
      <Toolbar inset={{ default: "insetMd" }}>
        <ToolbarContent>
          <ToolbarItem>
            <SearchInput
              data-testid="apiTokenApplicationSearch"
              aria-label={t("apiTokenApplicationSearch")}
              placeholder={t("apiTokenApplicationSearch")}
              resetButtonLabel={t("apiTokenSearchClear", { field: t("apiTokenFilterClient") })}
              value={search}
              onChange={(_event, value) => {
                setSearch(value);
                setFirst(0);
              }}
              onClear={() => {
                setSearch("");
                setFirst(0);
              }}
            />
          </ToolbarItem>
          <ToolbarItem alignSelf="center">
            <Switch
              id="apiTokenApplicationsOnlyEnabled"
              data-testid="apiTokenApplicationsOnlyEnabled"
              label={t("apiTokenApplicationsOnlyEnabled")}
              isChecked={isOnlyEnabled}
              onChange={(_event, isChecked) => {
                setOnlyEnabled(isChecked);
                setFirst(0);
              }}
            />
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {error !== undefined && <LoadError title="apiTokenApplicationsLoadError" error={error} retry={refresh} />}
      {!shown && error === undefined && <KeycloakSpinner />}
      {shown?.length === 0 && (
        <EmptyState data-testid="apiTokenApplicationsNone">
          <EmptyStateHeader titleText={t("apiTokenApplicationsNone")} headingLevel="h2" />
          <EmptyStateBody>{t("apiTokenApplicationsNoneHelp")}</EmptyStateBody>
        </EmptyState>
      )}
      {shown && shown.length > 0 && (
        <ApplicationTable
          applications={shown}
          round={round}
          change={(application) => (application.enabled ? setEndangered(application) : void change(application, true))}
        />
      )}
      {found && (first > 0 || found.length > PAGE_SIZE) && (
        <div className="pf-v5-u-p-md">
          <Button variant="link" isDisabled={first === 0} onClick={() => setFirst(first - PAGE_SIZE)}>
            {t("apiTokenApplicationsPrevious")}
          </Button>
          <Button variant="link" isDisabled={found.length <= PAGE_SIZE} onClick={() => setFirst(first + PAGE_SIZE)}>
            {t("apiTokenApplicationsNext")}
          </Button>
        </div>
      )}
      {endangered && (
        <SwitchOffDialog
          application={endangered}
          close={() => setEndangered(undefined)}
          submit={() => change(endangered, false)}
        />
      )}
    </PageSection>
  );
};
