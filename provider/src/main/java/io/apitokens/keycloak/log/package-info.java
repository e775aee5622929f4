/** What the extension tells operators in the log. */
package io.apitokens.keycloak.log;
