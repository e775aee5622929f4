import { useAccess } from "@keycloak/keycloak-admin-ui";
import { PageSection } from "@patternfly/react-core";
import { useSearchParams } from "react-router-dom";

import { mayViewClients, mayViewRealm } from "../paths";
import { ClientPolicy } from "./ClientPolicy";
import { LoadedPolicy } from "./LoadedPolicy";
import { PolicyOwnerChoice } from "./PolicyOwnerChoice";

/** The policy of the realm, or of the client in the URL. */
export const PolicyTab = () => {
  const { hasAccess, hasSomeAccess } = useAccess();
  const [params, setParams] = useSearchParams();
  const clientId = params.get("client") ?? "";
  return (
    <PageSection variant="light">
      {hasAccess(mayViewClients) && (
        <PolicyOwnerChoice clientId={clientId} choose={(client) => setParams(client ? { client } : {})} />
      )}
      {clientId && <ClientPolicy key={clientId} clientId={clientId} />}
      {!clientId && hasAccess(mayViewRealm) && <LoadedPolicy mayManage={hasSomeAccess("manage-realm")} />}
    </PageSection>
  );
};
