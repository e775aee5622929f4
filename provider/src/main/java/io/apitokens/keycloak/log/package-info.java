/**
 * The log messages for operators, each with a code. This package uses no other package of the extension.
 */
package io.apitokens.keycloak.log;
