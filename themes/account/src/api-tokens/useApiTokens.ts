import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { useMemo } from "react";

import { ApiTokens } from "./api";

const MIN_VALIDITY_SECONDS = 5;

/** The REST API with the access token of the console, which is renewed shortly before it expires. */
export const useApiTokens = () => {
  const { keycloak } = useEnvironment();
  return useMemo(
    () =>
      new ApiTokens(async () => {
        try {
          await keycloak.updateToken(MIN_VALIDITY_SECONDS);
        } catch (reason) {
          if (keycloak.authenticated && keycloak.token) {
            // Keycloak is unreachable. A redirect to the login would fail too, and lose what the user has typed.
            throw reason;
          }
          await keycloak.login();
        }
        return keycloak.token ?? "";
      }),
    [keycloak],
  );
};
