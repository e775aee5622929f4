/** What requests cost, side by side with stock Keycloak: {@code ./bench/run}. */
package io.apitokens.keycloak.bench;
