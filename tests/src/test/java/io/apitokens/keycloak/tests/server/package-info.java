/** What the tests install into the server under test, and nobody else does. */
package io.apitokens.keycloak.tests.server;
