import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { KeycloakMasthead, label } from "@keycloak/keycloak-ui-shared";
import { Button } from "@patternfly/react-core";
import { ExternalLinkSquareAltIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";
import { useHref } from "react-router-dom";

import { environment } from "../environment";
import style from "./root.module.css";

/**
 * The stock header. The menu button of the header that the package exports works only with a PatternFly page of the
 * package itself.
 */
export const Header = () => {
  const { keycloak } = useEnvironment();
  const { t } = useTranslation();
  const logoUrl = environment.logoUrl || "/";
  const internalHref = useHref(logoUrl);

  return (
    <KeycloakMasthead
      data-testid="page-header"
      keycloak={keycloak}
      features={{ hasManageAccount: false }}
      brand={{
        href: logoUrl.startsWith("/") ? internalHref : logoUrl,
        src: `${environment.resourceUrl}/${environment.logo || "logo.svg"}`,
        alt: t("logo"),
        className: style.brand,
      }}
      toolbarItems={[<BackLink key="back" />]}
    />
  );
};

const BackLink = () => {
  const { t } = useTranslation();
  if (!environment.referrerUrl) {
    return null;
  }
  return (
    <Button
      data-testid="referrer-link"
      component="a"
      href={environment.referrerUrl.replace("_hash_", "#")}
      variant="link"
      icon={<ExternalLinkSquareAltIcon />}
      iconPosition="right"
      isInline
    >
      {t("backTo", { app: label(t, environment.referrerName, environment.referrerUrl) })}
    </Button>
  );
};
