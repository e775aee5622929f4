import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { Alert } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useLoaded } from "../useLoaded";
import { LoadedPolicy } from "./LoadedPolicy";

/** The policy of a client, which can only restrict that of the realm. */
export const ClientPolicy = ({ clientId }: { clientId: string }) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const load = useCallback(() => adminClient.clients.find({ clientId }), [adminClient, clientId]);
  const { value: clients, error } = useLoaded(load);
  const client = clients?.[0];
  if (error !== undefined || clients?.length === 0) {
    return (
      <Alert
        component="p"
        className="pf-v5-u-mt-md"
        isInline
        variant="warning"
        title={t("apiTokenPolicyClientNotFound", { client: clientId })}
        data-testid="apiTokenPolicyClientNotFound"
      />
    );
  }
  if (!client?.id) {
    return <KeycloakSpinner />;
  }
  return (
    <>
      <Alert
        component="p"
        className="pf-v5-u-my-md"
        isInline
        variant="info"
        title={t("apiTokenPolicyOfClient", { client: clientId })}
        data-testid="apiTokenPolicyOfClient"
      >
        {t("apiTokenPolicyOfClientHelp")}
      </Alert>
      <LoadedPolicy client={client.id} mayManage={client.access?.configure ?? false} />
    </>
  );
};
