/**
 * This package is the contract of the store of API tokens, with its filters and results. The database is the truth (law
 * 1): each read is a query. The package may use {@code token}, {@code event} and {@code log}.
 */
package io.apitokens.keycloak.store;
