import { useAccess, useAdminClient } from "@keycloak/keycloak-admin-ui";
import { TextControl } from "@keycloak/keycloak-ui-shared";
import { useCallback, useState } from "react";

import { mayViewClients } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { useLoaded } from "../useLoaded";
import { FilterChoice, type FilterChoiceProps } from "./FilterChoice";

/** Asks for a client scope of the realm. Admins who may not view client scopes type it. */
export const ScopeChoice = (props: FilterChoiceProps) => {
  const { hasAccess } = useAccess();
  return hasAccess(mayViewClients) ? (
    <FilterChoice {...props} field={(field) => <Scopes {...props} {...field} />} />
  ) : (
    <TextControl {...props} />
  );
};

type ScopesProps = FilterChoiceProps & { chosen: string; choose: (scope: string) => void };

const Scopes = ({ name, label, chosen, choose }: ScopesProps) => {
  const { adminClient } = useAdminClient();
  const [search, setSearch] = useState("");
  const load = useCallback(() => adminClient.clientScopes.find(), [adminClient]);
  const { value: scopes = [], isBusy, error } = useLoaded(load);
  const found = scopes
    .filter(({ protocol }) => protocol === "openid-connect")
    .map(({ name: scope = "" }) => scope)
    .filter((scope) => scope.toLowerCase().includes(search.trim().toLowerCase()))
    .sort((a, b) => a.localeCompare(b));
  return (
    <SearchableSelect
      id={name}
      label={label}
      chosen={{ key: chosen, text: chosen }}
      options={found.map((scope) => ({ key: scope, text: scope }))}
      isBusy={isBusy}
      error={error}
      search={search}
      setSearch={setSearch}
      choose={choose}
    />
  );
};
