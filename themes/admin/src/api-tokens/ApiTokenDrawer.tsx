import { useAccess } from "@keycloak/keycloak-admin-ui";
import {
  Button,
  DescriptionList,
  DrawerActions,
  DrawerCloseButton,
  DrawerHead,
  DrawerPanelBody,
  DrawerPanelContent,
  Title,
} from "@patternfly/react-core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ApiTokenEvents } from "./ApiTokenEvents";
import { ApiTokenFacts } from "./ApiTokenFacts";
import { ApiTokenSessions } from "./ApiTokenSessions";
import type { ApiToken } from "./types";

type ApiTokenDrawerProps = { token: ApiToken; close: () => void; revoke: (token: ApiToken) => void };

/** All that there is to know of one API token. */
export const ApiTokenDrawer = ({ token, close, revoke }: ApiTokenDrawerProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <DrawerPanelContent widths={{ default: "width_33", xl: "width_33" }} data-testid="apiTokenDrawer">
      <DrawerHead>
        <Title ref={heading} headingLevel="h2" size="lg" tabIndex={-1}>
          {token.label}
        </Title>
        <DrawerActions>
          <DrawerCloseButton aria-label={t("close")} onClick={close} />
        </DrawerActions>
      </DrawerHead>
      <DrawerPanelBody>
        {token.status === "active" && token.access.manage && (
          <Button
            className="pf-v5-u-mb-md"
            variant="danger"
            data-testid="apiTokenDrawerRevoke"
            onClick={() => revoke(token)}
          >
            {t("apiTokenRevoke")}
          </Button>
        )}
        <DescriptionList isCompact>
          <ApiTokenFacts token={token} />
          <ApiTokenSessions token={token} />
          {hasAccess("view-events") && <ApiTokenEvents token={token} />}
        </DescriptionList>
      </DrawerPanelBody>
    </DrawerPanelContent>
  );
};
