/** The account REST API: users look after their own API tokens. */
package io.apitokens.keycloak.account;
