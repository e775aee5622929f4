/** Measures the cost of requests, side by side with stock Keycloak: {@code ./bench/run}. */
package io.apitokens.keycloak.bench;
