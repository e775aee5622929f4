/** Runs inside the Keycloak under test: endpoints and providers with which tests control it. */
package io.apitokens.keycloak.tests.server;
