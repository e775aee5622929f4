package io.apitokens.keycloak.diagnosis;

import java.util.function.Predicate;

import org.keycloak.models.ClientModel;

/**
 * The subject of a diagnosis, besides the token.
 *
 * @param api client that refuses the token; null if the caller may not know it
 * @param scope name of the scope that the API needs; null for none
 * @param visible whether the caller may view a client
 */
public record Case(ClientModel api, String scope, Predicate<ClientModel> visible) {}
