/** Who may mint what: the rules between a door and the model. */
package io.apitokens.keycloak.policy;
