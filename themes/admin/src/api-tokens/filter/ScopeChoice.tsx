import { useAccess } from "@keycloak/keycloak-admin-ui";
import { TextControl } from "@keycloak/keycloak-ui-shared";
import { useState } from "react";

import { mayViewClients } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { useScopes } from "../useScopes";
import { FilterChoice, type FilterChoiceProps } from "./FilterChoice";

/** Asks for a client scope of the realm. Admins who may not view client scopes type it. */
export const ScopeChoice = (props: FilterChoiceProps) => {
  const { hasAccess } = useAccess();
  return hasAccess(mayViewClients) ? (
    <FilterChoice {...props} field={(field) => <Scopes {...props} {...field} />} />
  ) : (
    <TextControl name={props.name} label={props.label} />
  );
};

type ScopesProps = FilterChoiceProps & { chosen: string; choose: (scope: string) => void };

const Scopes = ({ name, label, none, chosen, choose }: ScopesProps) => {
  const [search, setSearch] = useState("");
  const { scopes, isBusy, error } = useScopes(search);
  return (
    <SearchableSelect
      id={name}
      label={label}
      none={none}
      chosen={{ key: chosen, text: chosen }}
      options={scopes.map((scope) => ({ key: scope, text: scope }))}
      isBusy={isBusy}
      error={error}
      search={search}
      setSearch={setSearch}
      choose={choose}
    />
  );
};
