/** The admin REST API: admins rule over the API tokens of a realm. */
package io.apitokens.keycloak.admin;
