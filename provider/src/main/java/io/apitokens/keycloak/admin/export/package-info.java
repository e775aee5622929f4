/** The rows of an export of API tokens, and their formats. This package may use {@code token} and Keycloak. */
package io.apitokens.keycloak.admin.export;
