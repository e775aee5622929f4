/**
 * The metrics of API tokens, among Keycloak's own. This package counts the verifications and events of the packages
 * below, which do not use it. It may use {@code verification}, {@code store} and the packages below.
 */
package io.apitokens.keycloak.metrics;
