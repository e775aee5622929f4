import { useRealm } from "@keycloak/keycloak-admin-ui";
import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { Alert, Flex, Label, Stack, StackItem } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import { useApiTokens } from "../api";
import { LoadError } from "../LoadError";
import { toClientSettings, toPolicy } from "../paths";
import type { ApplicationScope, ApplicationSettings, ApplicationWarning } from "../types";
import { useLoaded } from "../useLoaded";
import { warningKey } from "./warning";

/** The scopes that API tokens of a client can have, the APIs that each scope leads to, and warnings about the settings. */
export const ApplicationDetails = ({ application }: { application: ApplicationSettings }) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const api = useApiTokens();
  const [round, setRound] = useState(0);
  const load = useCallback((signal: AbortSignal) => api.application(application.id, signal), [api, application.id]);
  const { value, error } = useLoaded(load, round);
  if (error !== undefined) {
    return (
      <LoadError title="apiTokenApplicationLoadError" error={error} retry={() => setRound((before) => before + 1)} />
    );
  }
  if (!value) {
    return <KeycloakSpinner />;
  }
  return (
    <Stack hasGutter data-testid={`apiTokenApplicationDetails-${application.clientId}`}>
      {value.warnings.map((warning) => (
        <StackItem key={warning.kind}>
          <WarningAlert warning={warning} />
        </StackItem>
      ))}
      <StackItem>
        <Scopes scopes={value.scopes} clientId={value.clientId} />
      </StackItem>
      <StackItem>
        <Flex>
          <Link to={toPolicy(realm, value.clientId)}>{t("apiTokenApplicationPolicy")}</Link>
          <Link to={toClientSettings(realm, value.id, "clientScopes/setup")}>{t("apiTokenApplicationScopes")}</Link>
          <Link to={toClientSettings(realm, value.id, "settings")}>{t("apiTokenApplicationSettings")}</Link>
        </Flex>
      </StackItem>
    </Stack>
  );
};

const WarningAlert = ({ warning: { kind, scopes = [] } }: { warning: ApplicationWarning }) => {
  const { t } = useTranslation();
  return (
    <Alert
      component="p"
      isInline
      variant={kind === "public" ? "info" : "warning"}
      title={t(warningKey(kind))}
      data-testid={`apiTokenApplicationWarning-${kind}`}
    >
      {t(`${warningKey(kind)}Remedy`, { scopes: scopes.join(", ") })}
    </Alert>
  );
};

const Scopes = ({ scopes, clientId }: { scopes: ApplicationScope[]; clientId: string }) => {
  const { t } = useTranslation();
  return (
    <Table aria-label={t("apiTokenScopes")} variant="compact" borders={false} gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th>{t("apiTokenApplicationScope")}</Th>
          <Th>{t("apiTokenApplicationRoles")}</Th>
          <Th>{t("apiTokenApplicationApis")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {scopes.map((scope, index) => (
          // The name of the client may be that of a scope.
          <Tr key={index === 0 ? "" : scope.name} data-testid={`apiTokenApplicationScope-${scope.name}`}>
            <Td dataLabel={t("apiTokenApplicationScope")} className="api-tokens__whole">
              {index === 0 ? t("apiTokenApplicationItself", { clientId }) : (scope.text ?? scope.name)}{" "}
              {scope.isDefault && <Label isCompact>{t("apiTokenAllowedAlways")}</Label>}
              {scope.isForbidden && (
                <Label isCompact color="red">
                  {t("apiTokenApplicationForbidden")}
                </Label>
              )}
              {scope.text && (
                <div className="pf-v5-u-font-size-sm pf-v5-u-color-200">
                  <code>{scope.name}</code>
                </div>
              )}
            </Td>
            <Td dataLabel={t("apiTokenApplicationRoles")} className="api-tokens__whole">
              {scope.roles.join(", ") || "–"}
            </Td>
            <Td dataLabel={t("apiTokenApplicationApis")} className="api-tokens__whole">
              {scope.everyApiOfUser && <div>{t("apiTokenApplicationEveryApi")}</div>}
              {scope.apis.join(", ") || (!scope.everyApiOfUser && "–")}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
