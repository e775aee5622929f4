/**
 * This package writes the details of API tokens into Keycloak's events. The packages that change, use or
 * refuse an API token send the events. This package may use {@code token} only.
 */
package io.apitokens.keycloak.event;
