package io.apitokens.keycloak.model;

/**
 * Which API tokens of a user to list.
 *
 * @param search part of the label, in upper or lower case, or null
 * @param status or null for all
 * @param first how many to pass over
 * @param max how many to return
 */
public record ApiTokenFilter(String search, ApiToken.Status status, int first, int max) {}
