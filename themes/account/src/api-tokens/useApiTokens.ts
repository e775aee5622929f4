import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { NotSent } from "api-tokens-shared";
import { useMemo } from "react";

import { ApiTokens, LoginRequired } from "./api";

const MIN_VALIDITY_SECONDS = 5;

/** The REST API with the access token of the console, which is renewed shortly before it expires. */
export const useApiTokens = () => {
  const { keycloak } = useEnvironment();
  return useMemo(
    () =>
      new ApiTokens(async () => {
        try {
          await keycloak.updateToken(MIN_VALIDITY_SECONDS);
        } catch (cause) {
          // Keycloak is unreachable, or has refused the refresh token: keycloak-js then goes to the login.
          throw keycloak.authenticated && keycloak.token ? new NotSent(undefined, { cause }) : new LoginRequired();
        }
        return keycloak.token ?? "";
      }),
    [keycloak],
  );
};
