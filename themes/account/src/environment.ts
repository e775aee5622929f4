import type { AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { getInjectedEnvironment } from "@keycloak/keycloak-ui-shared";

import { asksToCreate } from "./createLink";

const injected = getInjectedEnvironment<AccountEnvironment>();

/**
 * The stock console requests the scope of its URL at the login. In a link that creates an API token, the scope is that
 * of the API token.
 */
export const environment = asksToCreate(new URLSearchParams(window.location.search))
  ? { ...injected, scope: undefined }
  : injected;
