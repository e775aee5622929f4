/**
 * This package sends emails to users about their API tokens. Events trigger them, and the policy selects them. The
 * package may use {@code policy}, {@code store} and the layers below them.
 */
package io.apitokens.keycloak.notice;
