/**
 * This package is the admin REST API, with which admins manage the API tokens of a realm and its policy. It may use
 * every layer below the endpoints, and no other endpoint of the extension.
 */
package io.apitokens.keycloak.admin;
