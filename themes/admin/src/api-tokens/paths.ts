import type { AccessType } from "@keycloak/keycloak-admin-client/lib/defs/whoAmIRepresentation";

export const API_TOKENS_PATH = "/:realm/api-tokens/:tab?";

export const toApiTokens = (realm: string, tab?: "policy") =>
  `/${encodeURIComponent(realm)}/api-tokens${tab ? `/${tab}` : ""}`;

export const toUser = (realm: string, id: string) =>
  `/${encodeURIComponent(realm)}/users/${encodeURIComponent(id)}/settings`;

/** Who may see the list, or at least the policy. */
export const mayOpen: AccessType = ({ hasAny }) => hasAny("query-users", "view-realm");
