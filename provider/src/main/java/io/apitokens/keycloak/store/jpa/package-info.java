/**
 * This package implements the store on Keycloak's database: entities, queries and search. Callers use the contract in
 * {@code store}; no other package may use this one. It may use {@code store} and the layers below it.
 */
package io.apitokens.keycloak.store.jpa;
