/** What operators see of API tokens among Keycloak's own metrics. */
package io.apitokens.keycloak.metrics;
