/**
 * What admins allow: who may mint, rotate and relabel what, and which optional doors the options of the server open.
 * Doors ask here before they change anything. This package may use {@code revocation}, {@code verification} and the
 * packages below.
 */
package io.apitokens.keycloak.policy;
