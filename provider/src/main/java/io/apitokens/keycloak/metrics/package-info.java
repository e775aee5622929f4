/**
 * This package counts verifications and events in Keycloak's own metrics registry. It may use {@code verification},
 * {@code store} and the layers below them.
 */
package io.apitokens.keycloak.metrics;
