package io.apitokens.keycloak.memo;

import java.util.stream.Stream;

import io.apitokens.keycloak.token.GrantedScope;

/**
 * The inputs of an evaluation that differ between requests for a user. Everything else that the answer depends on is in
 * the row, in the cached user, or in the realm cache.
 *
 * @param tokenClient internal id of the token client
 * @param scope as granted in the row
 * @param caller internal id of the client that introspects
 * @param base URI of the server as the request sees it; the issuer and web origins follow from it
 * @param lightweight whether a client policy asked for a lightweight access token in this request
 */
record Question(String tokenClient, GrantedScope scope, String caller, String base, boolean lightweight) {

    /** Returns an upper bound of the heap that it takes. */
    int bytes() {
        return Stream.concat(Stream.of(tokenClient, caller, base), scope.names().stream())
                .mapToInt(KeptAnswer::bytes)
                .sum();
    }
}
