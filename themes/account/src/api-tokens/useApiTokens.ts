import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { useMemo } from "react";

import { ApiTokens } from "./api";

const MIN_VALIDITY_SECONDS = 5;

/** The REST API with the access token of the console, renewed where it is about to expire. */
export const useApiTokens = () => {
  const { keycloak } = useEnvironment();
  return useMemo(
    () =>
      new ApiTokens(async () => {
        try {
          await keycloak.updateToken(MIN_VALIDITY_SECONDS);
        } catch (reason) {
          if (keycloak.authenticated && keycloak.token) {
            // Keycloak was not reached: to leave the page for a login would help nothing and lose what is on it.
            throw reason;
          }
          await keycloak.login();
        }
        return keycloak.token ?? "";
      }),
    [keycloak],
  );
};
