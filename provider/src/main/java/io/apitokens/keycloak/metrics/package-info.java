/**
 * What operators see of API tokens among Keycloak's own metrics. This package counts the verifications and events of
 * the packages below it, which do not know it. It may use {@code verification}, {@code store} and the packages below.
 */
package io.apitokens.keycloak.metrics;
