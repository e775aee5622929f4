import { useAccess } from "@keycloak/keycloak-admin-ui";
import { TextControl } from "@keycloak/keycloak-ui-shared";
import { useState } from "react";

import { mayListClients } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { isTokenClient, useClients } from "../useClients";
import { FilterChoice, type FilterChoiceProps } from "./FilterChoice";

/** Asks for the client ID of a client of the realm. Admins who may not list clients type it. */
export const ClientChoice = (props: FilterChoiceProps) => {
  const { hasAccess } = useAccess();
  return hasAccess(mayListClients) ? (
    <FilterChoice {...props} field={(field) => <Clients {...props} {...field} />} />
  ) : (
    <TextControl {...props} />
  );
};

type ClientsProps = FilterChoiceProps & { chosen: string; choose: (clientId: string) => void };

/** Lists token clients first. The others may have API tokens from the time when they were token clients. */
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
