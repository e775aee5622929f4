import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import {
  Alert,
  Button,
  DescriptionList,
  DrawerActions,
  DrawerCloseButton,
  DrawerHead,
  DrawerPanelBody,
  DrawerPanelContent,
  Title,
} from "@patternfly/react-core";
import { type KeyboardEvent, useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { useApiTokens } from "../api";
import { errorText } from "../messages";
import { toDiagnosis } from "../paths";
import type { ApiToken } from "../types";
import { useLoaded } from "../useLoaded";
import { ApiTokenDetails } from "./ApiTokenDetails";
import { ApiTokenEvents } from "./ApiTokenEvents";
import { ApiTokenSessions } from "./ApiTokenSessions";

type ApiTokenDrawerProps = {
  token: ApiToken;
  close: () => void;
  open: (dialog: { name: "rotate" | "revoke"; token: ApiToken }) => void;
};

const HEADING = "apiTokenDrawerHeading";

/** The list beside the panel gets another height while the panel opens. */
export const scrollToHeading = () => document.getElementById(HEADING)?.scrollIntoView({ block: "nearest" });

/** The panel is as high as the list and appears with a delay, so that the browser would scroll to the wrong place. */
const focus = (heading: HTMLElement | null) => {
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "nearest" });
};

/** All details of one API token. */
export const ApiTokenDrawer = ({ token, close, open }: ApiTokenDrawerProps) => {
  const { t } = useTranslation();
  const { hasSomeAccess } = useAccess();
  const api = useApiTokens();
  const load = useCallback((signal: AbortSignal) => api.token(token.id, signal), [api, token.id]);
  const { value: inFull, error } = useLoaded(load);

  const closeByKey = ({ key }: KeyboardEvent) => {
    if (key === "Escape") {
      close();
    }
  };

  return (
    <DrawerPanelContent
      widths={{ default: "width_33", xl: "width_33" }}
      data-testid="apiTokenDrawer"
      onKeyDown={closeByKey}
    >
      <DrawerHead>
        <div id={HEADING} ref={focus} tabIndex={-1} className="api-tokens__whole">
          <Title headingLevel="h2" size="lg">
            {token.label}
          </Title>
        </div>
        <DrawerActions>
          <DrawerCloseButton aria-label={t("close")} onClick={close} />
        </DrawerActions>
      </DrawerHead>
      <DrawerPanelBody>
        <Actions token={token} open={open} />
        {error !== undefined && (
          <Alert
            component="p"
            className="pf-v5-u-mb-md"
            isInline
            variant="danger"
            title={t("apiTokenDetailsError")}
            data-testid="apiTokenDetailsError"
          >
            {errorText(t, error)}
          </Alert>
        )}
        <DescriptionList isCompact className="api-tokens__whole">
          <ApiTokenDetails token={inFull ?? token} inFull={inFull} />
          {inFull && <ApiTokenSessions token={inFull} />}
          {inFull && hasSomeAccess("view-events", "manage-events") && <ApiTokenEvents token={inFull} />}
        </DescriptionList>
      </DrawerPanelBody>
    </DrawerPanelContent>
  );
};

const Actions = ({ token, open }: Pick<ApiTokenDrawerProps, "token" | "open">) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  return (
    <>
      <Button
        className="pf-v5-u-mb-md pf-v5-u-mr-sm"
        variant="secondary"
        data-testid="apiTokenDrawerDiagnose"
        component={(props) => <Link {...props} to={toDiagnosis(realm, token.id)} />}
      >
        {t("apiTokenDiagnosis")}
      </Button>
      {token.status === "active" && token.access.manage && (
        <>
          <Button
            className="pf-v5-u-mb-md pf-v5-u-mr-sm"
            variant="secondary"
            data-testid="apiTokenDrawerRotate"
            onClick={() => open({ name: "rotate", token })}
          >
            {t("apiTokenRotate")}
          </Button>
          <Button
            className="pf-v5-u-mb-md"
            variant="danger"
            data-testid="apiTokenDrawerRevoke"
            onClick={() => open({ name: "revoke", token })}
          >
            {t("apiTokenRevoke")}
          </Button>
        </>
      )}
    </>
  );
};
