import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useCallback } from "react";

import { useLoaded } from "./useLoaded";

/** Returns the name of a user, or the id while the name loads or if the admin may not view the user. */
export const useUsername = (id: string) => {
  const { adminClient } = useAdminClient();
  const load = useCallback(async () => (id ? await adminClient.users.findOne({ id }) : undefined), [adminClient, id]);
  const { value: user } = useLoaded(load);
  return user?.id === id && user.username ? user.username : id;
};
