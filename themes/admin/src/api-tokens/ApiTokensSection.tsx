import "./api-tokens.css";

import { useAccess, useRealm, ViewHeader } from "@keycloak/keycloak-admin-ui";
import { AlertProvider, ErrorBoundaryProvider, Help } from "@keycloak/keycloak-ui-shared";
import { PageSection, Tab, Tabs, TabsComponent, TabTitleText } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { useHref, useParams } from "react-router-dom";

import { ApplicationsTab } from "./applications/ApplicationsTab";
import { DiagnosisTab } from "./diagnosis/DiagnosisTab";
import { ApiTokenList } from "./list/ApiTokenList";
import { mayList, mayListClients, mayViewPolicy, toApiTokens } from "./paths";
import { PolicyTab } from "./policy/PolicyTab";

const LIST = "list";
const APPLICATIONS = "applications";
const DIAGNOSIS = "diagnosis";
const POLICY = "policy";

/** The page 'API tokens'. It has its own contexts, because its components do not see those of the stock bundle. */
export const ApiTokensSection = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasAccess } = useAccess();
  const { tab } = useParams();
  const listHref = useHref(toApiTokens(realm));
  const applicationsHref = useHref(toApiTokens(realm, APPLICATIONS));
  const diagnosisHref = useHref(toApiTokens(realm, DIAGNOSIS));
  const policyHref = useHref(toApiTokens(realm, POLICY));
  const tabs = [
    hasAccess(mayList) && LIST,
    hasAccess(mayListClients) && APPLICATIONS,
    hasAccess(mayList) && DIAGNOSIS,
    hasAccess(mayViewPolicy) && POLICY,
  ];
  const active = tabs.find((offered) => offered === tab) || tabs.find(Boolean) || LIST;
  return (
    <ErrorBoundaryProvider>
      <AlertProvider>
        <Help>
          <ViewHeader titleKey="apiTokens" subKey="apiTokensExplain" divider={false} />
          <PageSection variant="light" className="pf-v5-u-p-0">
            {/* The tabs of the stock console would not recognise these tabs, for the same reason. */}
            <Tabs
              activeKey={active}
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
              {hasAccess(mayListClients) && (
                <Tab
                  eventKey={APPLICATIONS}
                  href={applicationsHref}
                  data-testid="apiTokenApplicationsTab"
                  title={<TabTitleText>{t("apiTokenApplications")}</TabTitleText>}
                >
                  <ApplicationsTab key={realm} />
                </Tab>
              )}
              {hasAccess(mayList) && (
                <Tab
                  eventKey={DIAGNOSIS}
                  href={diagnosisHref}
                  data-testid="apiTokenDiagnosisTab"
                  title={<TabTitleText>{t("apiTokenDiagnosis")}</TabTitleText>}
                >
                  <DiagnosisTab key={realm} />
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
