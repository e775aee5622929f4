import { useAccess } from "@keycloak/keycloak-admin-ui";
import { HelpItem } from "@keycloak/keycloak-ui-shared";
import { Form, FormGroup } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { mayViewRealm } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { isTokenClient, useClients } from "../useClients";

const FIELD = "apiTokenPolicyOwner";

type PolicyOwnerChoiceProps = { clientId: string; choose: (clientId: string) => void };

/** Asks for the owner of the policy to show: the realm, or a token client. */
export const PolicyOwnerChoice = ({ clientId, choose }: PolicyOwnerChoiceProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const [search, setSearch] = useState("");
  const { clients, isBusy, error } = useClients(search);
  const maySeeRealm = hasAccess(mayViewRealm);
  return (
    <Form isHorizontal className="pf-v5-u-mb-lg">
      <FormGroup
        label={t(FIELD)}
        fieldId={FIELD}
        labelIcon={<HelpItem helpText={t(`${FIELD}Help`)} fieldLabelId={t("apiTokenHelpOn", { field: t(FIELD) })} />}
      >
        <SearchableSelect
          id={FIELD}
          label={t(FIELD)}
          none={t(maySeeRealm ? "apiTokenPolicyOfRealm" : "apiTokenPolicyNoClient")}
          isNoneOffered={maySeeRealm}
          chosen={{ key: clientId, text: clientId }}
          options={clients.filter(isTokenClient).map(({ clientId: id = "" }) => ({ key: id, text: id }))}
          isBusy={isBusy}
          error={error}
          search={search}
          setSearch={setSearch}
          choose={choose}
        />
      </FormGroup>
    </Form>
  );
};
