import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useCallback, useState } from "react";

import { SearchableSelect } from "../SearchableSelect";
import { useLoaded } from "../useLoaded";
import { useUsername } from "../useUsername";
import { FilterChoice, type FilterChoiceProps } from "./FilterChoice";

const SHOWN = 20;

/** Asks for a user of the realm by the beginning of the name. The value is the id. */
export const UserChoice = (props: FilterChoiceProps) => (
  <FilterChoice {...props} field={(field) => <Users {...props} {...field} />} />
);

type UsersProps = FilterChoiceProps & { chosen: string; choose: (id: string) => void };

const Users = ({ name, label, none, isRequired, chosen, choose }: UsersProps) => {
  const { adminClient } = useAdminClient();
  const [search, setSearch] = useState("");
  const chosenName = useUsername(chosen);
  const load = useCallback(
    () => adminClient.users.find({ search: search.trim(), max: SHOWN, briefRepresentation: true }),
    [adminClient, search],
  );
  const { value: users = [], isBusy, error } = useLoaded(load);
  return (
    <SearchableSelect
      id={name}
      label={label}
      none={none}
      isNoneOffered={!isRequired}
      chosen={{ key: chosen, text: chosenName }}
      options={users.map(({ id = "", username = "" }) => ({ key: id, text: username }))}
      isBusy={isBusy}
      error={error}
      search={search}
      setSearch={setSearch}
      choose={choose}
    />
  );
};
