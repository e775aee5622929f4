import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useCallback } from "react";

import { useLoaded } from "../useLoaded";

const REALM_ROLES = 20;
const CLIENTS = 5;

/**
 * The names of roles that contain the text: those of the realm, and those of clients as `client.role`. The part before
 * the last dot selects the clients.
 */
export const useRoles = (search: string) => {
  const { adminClient } = useAdminClient();
  const load = useCallback(async () => {
    const text = search.trim();
    const clientId = text.includes(".") ? text.slice(0, text.lastIndexOf(".")) : text;
    const [ofRealm, clients] = await Promise.all([
      adminClient.roles.find({ search: text, first: 0, max: REALM_ROLES }),
      clientId === "" ? [] : adminClient.clients.find({ clientId, search: true, max: CLIENTS }),
    ]);
    const ofClients = await Promise.all(
      clients.map(async ({ id = "", clientId: client = "" }) => {
        const roles = await adminClient.clients.listRoles({ id });
        return roles.map(({ name = "" }) => `${client}.${name}`);
      }),
    );
    const words = text.toLowerCase();
    return [...ofRealm.map(({ name = "" }) => name), ...ofClients.flat()].filter((name) =>
      name.toLowerCase().includes(words),
    );
  }, [adminClient, search]);
  const { value: roles = [], isBusy, error } = useLoaded(load);
  return { roles, isBusy, error };
};
