/**
 * This package revokes in the background all API tokens that a filter finds, and keeps the progress where each node
 * finds it. It knows no request: {@code admin} starts it and shows its progress. It may use {@code revocation}, {@code
 * policy} and the layers below them.
 */
package io.apitokens.keycloak.admin.bulk;
