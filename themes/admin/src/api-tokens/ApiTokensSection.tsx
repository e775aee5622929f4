import "./api-tokens.css";

import { useAccess, useRealm, ViewHeader } from "@keycloak/keycloak-admin-ui";
import { AlertProvider, ErrorBoundaryProvider, Help } from "@keycloak/keycloak-ui-shared";
import { PageSection, Tab, Tabs, TabsComponent, TabTitleText } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { useHref, useParams } from "react-router-dom";

import { ApiTokenList } from "./list/ApiTokenList";
import { mayList, mayViewPolicy, toApiTokens } from "./paths";
import { PolicyTab } from "./policy/PolicyTab";

const LIST = "list";
const POLICY = "policy";

/** The page 'API tokens', with its own contexts: the shared components here do not see those in the stock bundle. */
export const ApiTokensSection = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasAccess } = useAccess();
  const { tab } = useParams();
  const listHref = useHref(toApiTokens(realm));
  const policyHref = useHref(toApiTokens(realm, POLICY));
  return (
    <ErrorBoundaryProvider>
      <AlertProvider>
        <Help>
          <ViewHeader titleKey="apiTokens" subKey="apiTokensExplain" divider={false} />
          <PageSection variant="light" className="pf-v5-u-p-0">
            {/* The tabs of the stock console would not recognise these tabs, for the same reason. */}
            <Tabs
              activeKey={(tab === POLICY && hasAccess(mayViewPolicy)) || !hasAccess(mayList) ? POLICY : LIST}
              component={TabsComponent.nav}
              inset={{ default: "insetNone", xl: "insetLg", "2xl": "inset2xl" }}
              isBox
              mountOnEnter
              unmountOnExit
            >
              {hasAccess(mayList) && (
                <Tab
                  eventKey={LIST}
                  href={listHref}
                  data-testid="apiTokensTab"
                  title={<TabTitleText>{t("apiTokens")}</TabTitleText>}
                >
                  <ApiTokenList key={realm} />
                </Tab>
              )}
              {hasAccess(mayViewPolicy) && (
                <Tab
                  eventKey={POLICY}
                  href={policyHref}
                  data-testid="apiTokenPolicyTab"
                  title={<TabTitleText>{t("apiTokenPolicy")}</TabTitleText>}
                >
                  <PolicyTab key={realm} />
                </Tab>
              )}
            </Tabs>
          </PageSection>
        </Help>
      </AlertProvider>
    </ErrorBoundaryProvider>
  );
};
