import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useCallback } from "react";

import { useLoaded } from "./useLoaded";

/** The name of a user, or the id as long as it is not known: to some admins it never is. */
export const useUsername = (id: string) => {
  const { adminClient } = useAdminClient();
  const load = useCallback(async () => (id ? await adminClient.users.findOne({ id }) : undefined), [adminClient, id]);
  const { value: user } = useLoaded(load);
  return user?.id === id && user.username ? user.username : id;
};
