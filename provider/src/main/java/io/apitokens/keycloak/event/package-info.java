/**
 * How API tokens appear in Keycloak's events. Each package that changes, uses or refuses an API token reports it with
 * these details. This package may use {@code token} only.
 */
package io.apitokens.keycloak.event;
