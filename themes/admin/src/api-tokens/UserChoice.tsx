import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { FormGroup } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { SearchableSelect } from "./SearchableSelect";
import { useLoaded } from "./useLoaded";
import { useUsername } from "./useUsername";

const SHOWN = 20;

/** A user of the realm, by the beginning of the name; the value is the id. */
export const UserChoice = ({ name, label }: { name: string; label: string }) => {
  const { control } = useFormContext<Record<string, string>>();
  return (
    <FormGroup label={label} fieldId={name}>
      <Controller
        name={name}
        control={control}
        render={({ field }) => <Users name={name} label={label} chosen={field.value} choose={field.onChange} />}
      />
    </FormGroup>
  );
};

type UsersProps = { name: string; label: string; chosen: string; choose: (id: string) => void };

const Users = ({ name, label, chosen, choose }: UsersProps) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const [search, setSearch] = useState("");
  const chosenName = useUsername(chosen);
  const load = useCallback(
    () => adminClient.users.find({ search, max: SHOWN, briefRepresentation: true }),
    [adminClient, search],
  );
  const { value: users = [] } = useLoaded(load);
  const any = { key: "", text: t("apiTokenFilterAny") };
  return (
    <SearchableSelect
      id={name}
      label={label}
      chosen={chosen ? { key: chosen, text: chosenName } : any}
      options={[any, ...users.map(({ id = "", username = "" }) => ({ key: id, text: username }))]}
      search={search}
      setSearch={setSearch}
      choose={choose}
    />
  );
};
