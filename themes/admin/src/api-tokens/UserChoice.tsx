import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { SelectControl } from "@keycloak/keycloak-ui-shared";
import { useCallback, useState } from "react";
import { useFormContext } from "react-hook-form";

import { useLoaded } from "./useLoaded";

const SHOWN = 20;

/** A user of the realm, by the beginning of the name; the value is the id. */
export const UserChoice = ({ name, label }: { name: string; label: string }) => {
  const { adminClient } = useAdminClient();
  const { getValues } = useFormContext<Record<string, string>>();
  const [search, setSearch] = useState("");
  const chosen = getValues(name);
  const load = useCallback(
    async () => [
      ...(chosen ? [await adminClient.users.findOne({ id: chosen })] : []),
      ...(await adminClient.users.find({ search, max: SHOWN, briefRepresentation: true })),
    ],
    [adminClient, search, chosen],
  );
  const { value: users = [] } = useLoaded(load);
  const named = new Map(users.map((user) => [user?.id ?? "", user?.username ?? ""]));
  return (
    <SelectControl
      name={name}
      label={label}
      variant="typeahead"
      controller={{ defaultValue: "" }}
      menuAppendTo="parent"
      onFilter={setSearch}
      options={[...named].filter(([id]) => id).map(([key, value]) => ({ key, value }))}
    />
  );
};
