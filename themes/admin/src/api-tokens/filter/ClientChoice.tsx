import { useAccess } from "@keycloak/keycloak-admin-ui";
import { TextControl } from "@keycloak/keycloak-ui-shared";
import { useState } from "react";

import { mayListClients } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { isTokenClient, useClients } from "../useClients";
import { FilterChoice, type FilterChoiceProps } from "./FilterChoice";

/** A client of the realm, by its client ID; admins who may not list clients type it. */
export const ClientChoice = (props: FilterChoiceProps) => {
  const { hasAccess } = useAccess();
  return hasAccess(mayListClients) ? (
    <FilterChoice {...props} field={(field) => <Clients {...props} {...field} />} />
  ) : (
    <TextControl {...props} />
  );
};

type ClientsProps = FilterChoiceProps & { chosen: string; choose: (clientId: string) => void };

/** Token clients come first; one that is none any more may still have API tokens. */
const Clients = ({ name, label, chosen, choose }: ClientsProps) => {
  const [search, setSearch] = useState("");
  const { clients, isBusy, error } = useClients(search);
  const tokenClientsFirst = clients.toSorted((a, b) => Number(isTokenClient(b)) - Number(isTokenClient(a)));
  return (
    <SearchableSelect
      id={name}
      label={label}
      chosen={{ key: chosen, text: chosen }}
      options={tokenClientsFirst.map(({ clientId = "" }) => ({ key: clientId, text: clientId }))}
      isBusy={isBusy}
      error={error}
      search={search}
      setSearch={setSearch}
      choose={choose}
    />
  );
};
