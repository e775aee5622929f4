/**
 * Revokes in the background all API tokens that a filter finds, and keeps the progress where each node finds it. It
 * knows no request: {@code admin} starts it and shows its progress. This package may use {@code revocation},
 * {@code policy} and the packages below.
 */
package io.apitokens.keycloak.admin.bulk;
