import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Breadcrumb, BreadcrumbItem, PageBreadcrumb } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { toUser, toUsers } from "../paths";
import { useUsername } from "../useUsername";

/** The way back to a user whose API tokens the list shows. */
export const UserBreadcrumb = ({ user }: { user: string }) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const username = useUsername(user);
  return (
    <PageBreadcrumb data-testid="apiTokenUserBreadcrumb">
      <Breadcrumb>
        <BreadcrumbItem
          render={(props) => (
            <Link {...props} to={toUsers(realm)}>
              {t("titleUsers")}
            </Link>
          )}
        />
        <BreadcrumbItem
          render={(props) => (
            <Link {...props} to={toUser(realm, user)}>
              {username}
            </Link>
          )}
        />
        <BreadcrumbItem isActive>{t("apiTokens")}</BreadcrumbItem>
      </Breadcrumb>
    </PageBreadcrumb>
  );
};
