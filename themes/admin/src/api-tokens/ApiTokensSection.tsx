import "./api-tokens.css";

import { useAccess, useRealm, ViewHeader } from "@keycloak/keycloak-admin-ui";
import { AlertProvider, ErrorBoundaryProvider, Help } from "@keycloak/keycloak-ui-shared";
import { PageSection, Tab, Tabs, TabsComponent, TabTitleText } from "@patternfly/react-core";
import type { AccessType } from "@keycloak/keycloak-admin-client/lib/defs/whoAmIRepresentation";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useHref, useParams, useSearchParams } from "react-router-dom";

import { ApplicationsTab } from "./applications/ApplicationsTab";
import { DiagnosisTab } from "./diagnosis/DiagnosisTab";
import { filterOf } from "./filter/filter";
import { ApiTokenList } from "./list/ApiTokenList";
import { UserBreadcrumb } from "./list/UserBreadcrumb";
import { mayList, mayListClients, mayViewPolicy, type Tab as TabPath, toApiTokens } from "./paths";
import { PolicyTab } from "./policy/PolicyTab";

type PageTab = { path?: TabPath; access: AccessType; testid: string; text: string; content: ComponentType };

const LIST: PageTab = { access: mayList, testid: "apiTokensTab", text: "apiTokens", content: ApiTokenList };

const TABS: PageTab[] = [
  LIST,
  {
    path: "applications",
    access: mayListClients,
    testid: "apiTokenApplicationsTab",
    text: "apiTokenApplications",
    content: ApplicationsTab,
  },
  {
    path: "diagnosis",
    access: mayList,
    testid: "apiTokenDiagnosisTab",
    text: "apiTokenDiagnosis",
    content: DiagnosisTab,
  },
  { path: "policy", access: mayViewPolicy, testid: "apiTokenPolicyTab", text: "apiTokenPolicy", content: PolicyTab },
];

/** The page 'API tokens'. It has its own contexts, because its components do not see those of the stock bundle. */
export const ApiTokensSection = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasAccess } = useAccess();
  const { tab } = useParams();
  const href = useHref(toApiTokens(realm));
  const offered = TABS.filter(({ access }) => hasAccess(access));
  const { text: active } = offered.find(({ path }) => path === tab) ?? offered.at(0) ?? LIST;
  const user = useShownUser(active === LIST.text);
  return (
    <ErrorBoundaryProvider>
      <AlertProvider>
        <Help>
          {user && <UserBreadcrumb user={user} />}
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
              {offered.map(({ path, testid, text, content: Content }) => (
                <Tab
                  key={text}
                  eventKey={text}
                  href={path ? `${href}/${path}` : href}
                  data-testid={testid}
                  title={<TabTitleText>{t(text)}</TabTitleText>}
                >
                  <Content key={realm} />
                </Tab>
              ))}
            </Tabs>
          </PageSection>
        </Help>
      </AlertProvider>
    </ErrorBoundaryProvider>
  );
};

/** The id of the user whose API tokens the list shows. */
const useShownUser = (isList: boolean) => {
  const [params] = useSearchParams();
  return isList ? filterOf(Object.fromEntries(params)).user : undefined;
};
