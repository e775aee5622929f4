import { Button, Text, Toolbar, ToolbarContent, ToolbarGroup, ToolbarItem } from "@patternfly/react-core";
import { SyncAltIcon } from "@patternfly/react-icons";
import type { RowSelection } from "api-tokens-shared";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import { applicationText } from "../messages";
import type { ApiToken, ApiTokenStatus } from "../types";
import { LabelSearch } from "./LabelSearch";
import { OptionFilter } from "./OptionFilter";
import { RevokeMenu } from "./RevokeMenu";
import type { ApiTokenPage } from "./useApiTokenPage";

type ApiTokenToolbarProps = { page: ApiTokenPage; selection: RowSelection<ApiToken>; open: (dialog: Dialog) => void };

const isActive = ({ status }: ApiToken) => status === "active";

export const ApiTokenToolbar = ({ page, selection, open }: ApiTokenToolbarProps) => {
  const { t } = useTranslation();
  const policy = page.options?.policy;
  const isAnyActive = policy ? policy.active > 0 : page.tokens?.some(isActive);
  return (
    <Toolbar data-testid="apiTokenToolbar">
      <ToolbarContent alignItems="center">
        <ToolbarItem>
          <LabelSearch page={page} />
        </ToolbarItem>
        <ToolbarItem>
          <StatusFilter page={page} />
        </ToolbarItem>
        <ApplicationFilter page={page} />
        <ToolbarItem>
          <Button
            id="apiTokenCreate"
            data-testid="apiTokenCreate"
            isDisabled={!page.options?.clients.length}
            onClick={() => {
              open({ name: "create" });
              // The limit and the policy may be others meanwhile.
              page.refresh();
            }}
          >
            {t("apiTokenCreate")}
          </Button>
        </ToolbarItem>
        {selection.tokens.length > 0 && (
          <ToolbarItem>
            <Button
              id="apiTokenRevokeSelected"
              data-testid="apiTokenRevokeSelected"
              variant="secondary"
              isDanger
              onClick={() => open({ name: "revokeSelected", tokens: selection.tokens })}
            >
              {t("apiTokenRevokeSelected", { count: selection.tokens.length })}
            </Button>
          </ToolbarItem>
        )}
        <ToolbarGroup align={{ default: "alignRight" }} alignItems="center">
          {/* An invalid policy has no limit. */}
          {policy && policy.active > 0 && policy.maxActive > 0 && (
            <ToolbarItem alignSelf="center">
              <Text data-testid="apiTokenTotal">
                {t("apiTokenTotal", { count: policy.maxActive, active: policy.active })}
              </Text>
            </ToolbarItem>
          )}
          <ToolbarItem>
            <Button
              data-testid="apiTokenRefresh"
              variant="plain"
              aria-label={t("apiTokenRefresh")}
              icon={<SyncAltIcon />}
              isLoading={page.isBusy}
              spinnerAriaValueText={t("apiTokenLoading")}
              onClick={page.refresh}
            />
          </ToolbarItem>
          {isAnyActive && (
            <ToolbarItem>
              <RevokeMenu page={page} open={open} />
            </ToolbarItem>
          )}
        </ToolbarGroup>
      </ToolbarContent>
    </Toolbar>
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
  const shown = STATUSES.find(({ status }) => status === page.status);
  return (
    <OptionFilter
      testid="apiTokenStatusFilter"
      name={t("apiTokenStatus")}
      text={t("apiTokenStatusIs", { status: shown && t(shown.text) })}
      value={page.status}
      options={STATUSES.map(({ status, text }) => ({ value: status, text: t(text), testid: text }))}
      onSelect={page.showStatus}
    />
  );
};

/** The filter by application. It is hidden if there is only one. */
const ApplicationFilter = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  const applications = page.options?.clients ?? [];
  if (applications.length < 2) {
    return null;
  }
  const shown = applications.find(({ clientId }) => clientId === page.client);
  const all = t("apiTokenFilterAll");
  return (
    <ToolbarItem>
      <OptionFilter
        testid="apiTokenApplicationFilter"
        name={t("apiTokenApplication")}
        text={t("apiTokenApplicationIs", { application: shown ? applicationText(shown) : all })}
        value={page.client}
        options={[
          { value: "", text: all },
          ...applications.map((application) => ({ value: application.clientId, text: applicationText(application) })),
        ]}
        onSelect={page.showClient}
      />
    </ToolbarItem>
  );
};
