/**
 * Emails to users. The notices follow from the events of API tokens and from the policy. This package may use
 * {@code policy}, {@code store} and the packages below.
 */
package io.apitokens.keycloak.notice;
