/**
 * The admin REST API, with which admins manage the API tokens of a realm and its policy. This package may use
 * {@code admin.bulk} and all packages below, and no other endpoint of the extension.
 */
package io.apitokens.keycloak.admin;
