import { useAccess, useAdminClient } from "@keycloak/keycloak-admin-ui";
import { HelpItem } from "@keycloak/keycloak-ui-shared";
import { Form, FormGroup } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { mayViewRealm } from "./paths";
import { SearchableSelect } from "./SearchableSelect";
import { useLoaded } from "./useLoaded";

const FOUND = 100;
const FIELD = "apiTokenPolicyOwner";

type PolicyOwnerChoiceProps = { clientId: string; choose: (clientId: string) => void };

/** Whose rules to show: those of the realm, or of one of its token clients. */
export const PolicyOwnerChoice = ({ clientId, choose }: PolicyOwnerChoiceProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const { adminClient } = useAdminClient();
  const [search, setSearch] = useState("");
  const load = useCallback(
    () => adminClient.clients.find({ clientId: search, search: true, max: FOUND }),
    [adminClient, search],
  );
  const { value: clients = [] } = useLoaded(load);
  const ofRealm = { key: "", text: t(hasAccess(mayViewRealm) ? "apiTokenPolicyOfRealm" : "apiTokenPolicyNoClient") };
  const tokenClients = clients
    .filter(({ attributes }) => isTokenClient(attributes))
    .map(({ clientId = "" }) => ({ key: clientId, text: clientId }));
  return (
    <Form isHorizontal className="pf-v5-u-mb-md">
      <FormGroup
        label={t(FIELD)}
        fieldId={FIELD}
        labelIcon={<HelpItem helpText={t(`${FIELD}Help`)} fieldLabelId={FIELD} />}
      >
        <SearchableSelect
          id={FIELD}
          label={t(FIELD)}
          chosen={clientId ? { key: clientId, text: clientId } : ofRealm}
          options={[...(hasAccess(mayViewRealm) ? [ofRealm] : []), ...tokenClients]}
          search={search}
          setSearch={setSearch}
          choose={choose}
        />
      </FormGroup>
    </Form>
  );
};

const isTokenClient = (attributes?: Record<string, string>) => attributes?.["api.tokens.enabled"] === "true";
