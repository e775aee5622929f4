/**
 * The details of API tokens in Keycloak's events. Each package that changes, uses or refuses an API token sends events
 * with them. This package may use {@code token} only.
 */
package io.apitokens.keycloak.event;
