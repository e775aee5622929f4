import type { AccessType } from "@keycloak/keycloak-admin-client/lib/defs/whoAmIRepresentation";

export const API_TOKENS_PATH = "/:realm/api-tokens/:tab?";

export type Tab = "applications" | "diagnosis" | "policy";

export const toApiTokens = (realm: string, tab?: Tab) =>
  `/${encodeURIComponent(realm)}/api-tokens${tab ? `/${tab}` : ""}`;

/** @param clientId of a client with rules of its own */
export const toPolicy = (realm: string, clientId: string) =>
  `${toApiTokens(realm, "policy")}?client=${encodeURIComponent(clientId)}`;

/** @param id internal id */
export const toClientSettings = (realm: string, id: string, tab: "settings" | "clientScopes/setup") =>
  `/${encodeURIComponent(realm)}/clients/${encodeURIComponent(id)}/${tab}`;

/** @param id of an API token */
export const toDiagnosis = (realm: string, id: string) =>
  `${toApiTokens(realm, "diagnosis")}?id=${encodeURIComponent(id)}`;

export const toUsers = (realm: string) => `/${encodeURIComponent(realm)}/users`;

export const toUser = (realm: string, id: string) =>
  `/${encodeURIComponent(realm)}/users/${encodeURIComponent(id)}/settings`;

/** @param id internal id */
export const toClient = (realm: string, id: string) =>
  `/${encodeURIComponent(realm)}/clients/${encodeURIComponent(id)}/sessions`;

/** Access to the API tokens of all users, or of some users. */
export const mayViewAllUsers: AccessType = ({ hasAny }) => hasAny("view-users", "manage-users");
export const mayList: AccessType = ({ hasAny }) => hasAny("query-users", "view-users", "manage-users");

/** Access to create API tokens. The permission for each user decides; fine-grained permissions are no roles. */
export const mayMint: AccessType = ({ hasAny }) => hasAny("query-users", "manage-users");

/** Access to policies and clients. */
export const mayViewRealm: AccessType = ({ hasAny }) => hasAny("view-realm", "manage-realm");
export const mayViewClients: AccessType = ({ hasAny }) => hasAny("view-clients", "manage-clients");
export const mayListClients: AccessType = ({ hasAny }) => hasAny("query-clients", "view-clients", "manage-clients");
export const mayViewPolicy: AccessType = ({ hasAny }) =>
  hasAny("view-realm", "manage-realm", "view-clients", "manage-clients");

/** Access to any part of the page. */
export const mayOpen: AccessType = ({ hasAny }) =>
  hasAny("query-users", "view-users", "manage-users", "view-realm", "manage-realm", "view-clients", "manage-clients");
