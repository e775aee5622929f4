/**
 * This package compares the running Keycloak with the versions that the extension was tested with. It uses no other
 * package of the extension.
 */
package io.apitokens.keycloak.compatibility;
