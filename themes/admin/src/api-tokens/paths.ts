import type { AccessType } from "@keycloak/keycloak-admin-client/lib/defs/whoAmIRepresentation";

export const API_TOKENS_PATH = "/:realm/api-tokens/:tab?";

export const toApiTokens = (realm: string, tab?: "policy") =>
  `/${encodeURIComponent(realm)}/api-tokens${tab ? `/${tab}` : ""}`;

export const toUser = (realm: string, id: string) =>
  `/${encodeURIComponent(realm)}/users/${encodeURIComponent(id)}/settings`;

/** @param id internal id */
export const toClient = (realm: string, id: string) =>
  `/${encodeURIComponent(realm)}/clients/${encodeURIComponent(id)}/sessions`;

/** Access to the API tokens of all users, or of some users. */
export const mayViewAllUsers: AccessType = ({ hasAny }) => hasAny("view-users", "manage-users");
export const mayList: AccessType = ({ hasAny }) => hasAny("query-users", "view-users", "manage-users");

/** Access to policies and clients. */
export const mayViewRealm: AccessType = ({ hasAny }) => hasAny("view-realm", "manage-realm");
export const mayViewClients: AccessType = ({ hasAny }) => hasAny("view-clients", "manage-clients");
export const mayListClients: AccessType = ({ hasAny }) => hasAny("query-clients", "view-clients", "manage-clients");
export const mayViewPolicy: AccessType = ({ hasAny }) =>
  hasAny("view-realm", "manage-realm", "view-clients", "manage-clients");

/** Access to any part of the page. */
export const mayOpen: AccessType = ({ hasAny }) =>
  hasAny("query-users", "view-users", "manage-users", "view-realm", "manage-realm", "view-clients", "manage-clients");
