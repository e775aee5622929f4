/** The store of API tokens in Keycloak's own database. Nothing outside this package knows its entity. */
package io.apitokens.keycloak.model.jpa;
