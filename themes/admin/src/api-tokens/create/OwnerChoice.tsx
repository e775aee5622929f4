import { useAccess, useAdminClient } from "@keycloak/keycloak-admin-ui";
import { FormGroup, Radio } from "@patternfly/react-core";
import { useState } from "react";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { UserChoice } from "../filter/UserChoice";
import { mayListClients } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { useClients } from "../useClients";
import type { CreateFields } from "./fields";

/** Asks for a user, or for a client whose service account gets the API token. */
export const OwnerChoice = () => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const { field } = useController<CreateFields, "userId">({ name: "userId" });
  const [isAccount, setAccount] = useState(false);

  const choose = (account: boolean) => {
    setAccount(account);
    field.onChange("");
  };

  return (
    <>
      {hasAccess(mayListClients) && (
        <FormGroup role="radiogroup" fieldId="apiTokenOwner" label={t("apiTokenOwner")} isInline>
          <Radio
            id="apiTokenOwnerUser"
            name="owner"
            data-testid="apiTokenOwnerUser"
            label={t("apiTokenOwnerUser")}
            isChecked={!isAccount}
            onChange={() => choose(false)}
          />
          <Radio
            id="apiTokenOwnerAccount"
            name="owner"
            data-testid="apiTokenOwnerAccount"
            label={t("apiTokenOwnerAccount")}
            isChecked={isAccount}
            onChange={() => choose(true)}
          />
        </FormGroup>
      )}
      {isAccount ? (
        <ServiceAccountChoice choose={field.onChange} />
      ) : (
        <UserChoice name="userId" label={t("apiTokenUser")} none={t("apiTokenUserNone")} isRequired />
      )}
    </>
  );
};

/** Asks for a client that has a service account. */
const ServiceAccountChoice = ({ choose }: { choose: (userId: string) => void }) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState({ key: "", text: "" });
  const [failure, setFailure] = useState<unknown>();
  const { clients, isBusy, error } = useClients(search);
  const accounts = clients.filter(({ serviceAccountsEnabled }) => serviceAccountsEnabled);

  const chooseClient = async (id: string) => {
    const { clientId = "" } = accounts.find((client) => client.id === id) ?? {};
    setChosen({ key: id, text: clientId });
    setFailure(undefined);
    try {
      const { id: userId = "" } = await adminClient.clients.getServiceAccountUser({ id });
      choose(userId);
    } catch (reason) {
      choose("");
      setFailure(reason);
    }
  };

  return (
    <FormGroup fieldId="apiTokenAccount" label={t("apiTokenOwnerClient")} isRequired>
      <SearchableSelect
        id="apiTokenAccount"
        label={t("apiTokenOwnerClient")}
        none={t("apiTokenPolicyNoClient")}
        isNoneOffered={false}
        chosen={chosen}
        options={accounts.map(({ id = "", clientId = "" }) => ({ key: id, text: clientId }))}
        isBusy={isBusy}
        error={error ?? failure}
        search={search}
        setSearch={setSearch}
        choose={(id) => void chooseClient(id)}
      />
    </FormGroup>
  );
};
