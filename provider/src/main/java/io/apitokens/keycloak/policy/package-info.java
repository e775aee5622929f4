/**
 * This package has the rules that admins set: who may mint, rotate and relabel which API tokens, and which optional
 * doors are open. Endpoints check these rules before they change anything. The package may use {@code revocation},
 * {@code verification} and the layers below them.
 */
package io.apitokens.keycloak.policy;
