/** Starts real Keycloak servers from the distribution, with both jars, for the demo, the tests and the benchmark. */
package io.apitokens.keycloak.launcher;
