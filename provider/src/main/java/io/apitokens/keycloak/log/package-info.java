/**
 * What the extension tells operators in the log, with a code for each message. This package uses no other package of
 * the extension.
 */
package io.apitokens.keycloak.log;
