/** Starts real Keycloaks from their distribution, with both jars: for the demo and for the tests. */
package io.apitokens.keycloak.launcher;
