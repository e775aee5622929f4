import { useAccess } from "@keycloak/keycloak-admin-ui";
import { TextControl } from "@keycloak/keycloak-ui-shared";
import { FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { mayListClients } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { useClients } from "../useClients";

type ApiChoiceProps = { name: "api"; label: string };

/** Asks for the client ID of an API. Admins who may not list clients type it. */
export const ApiChoice = ({ name, label }: ApiChoiceProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const { control } = useFormContext<{ api: string }>();
  const rules = { required: t("apiTokenDiagnosisApiRequired") };
  if (!hasAccess(mayListClients)) {
    return <TextControl name={name} label={label} helperText={t("apiTokenDiagnosisApiHelp")} rules={rules} />;
  }
  return (
    <FormGroup label={label} fieldId={name} isRequired>
      <Controller
        name={name}
        control={control}
        rules={rules}
        render={({ field, fieldState: { error } }) => (
          <>
            <Clients label={label} chosen={field.value} choose={field.onChange} />
            <FormHelperText>
              <HelperText aria-live="polite">
                <HelperTextItem variant={error ? "error" : "default"} hasIcon={error !== undefined}>
                  {error?.message ?? t("apiTokenDiagnosisApiHelp")}
                </HelperTextItem>
              </HelperText>
            </FormHelperText>
          </>
        )}
      />
    </FormGroup>
  );
};

type ClientsProps = { label: string; chosen: string; choose: (clientId: string) => void };

/** Public clients cannot introspect, but the diagnosis says so. */
const Clients = ({ label, chosen, choose }: ClientsProps) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const { clients, isBusy, error } = useClients(search);
  return (
    <SearchableSelect
      id="api"
      label={label}
      none={t("apiTokenDiagnosisApiNone")}
      isNoneOffered={false}
      chosen={{ key: chosen, text: chosen }}
      options={clients.map(({ clientId = "" }) => ({ key: clientId, text: clientId }))}
      isBusy={isBusy}
      error={error}
      search={search}
      setSearch={setSearch}
      choose={choose}
    />
  );
};
