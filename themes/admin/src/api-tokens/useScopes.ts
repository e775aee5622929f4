import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useCallback } from "react";

import { useLoaded } from "./useLoaded";

/** The names of the client scopes of the realm that contain the text. */
export const useScopes = (search: string) => {
  const { adminClient } = useAdminClient();
  const load = useCallback(() => adminClient.clientScopes.find(), [adminClient]);
  const { value = [], isBusy, error } = useLoaded(load);
  const scopes = value
    .filter(({ protocol }) => protocol === "openid-connect")
    .map(({ name = "" }) => name)
    .filter((scope) => scope.toLowerCase().includes(search.trim().toLowerCase()))
    .sort((a, b) => a.localeCompare(b));
  return { scopes, isBusy, error };
};
