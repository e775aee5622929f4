/** This package has the log messages for operators, each with a code. It uses no other package of the extension. */
package io.apitokens.keycloak.log;
