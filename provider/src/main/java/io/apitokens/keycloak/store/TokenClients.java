package io.apitokens.keycloak.store;

import java.util.Objects;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Finds the token clients of realms. */
public final class TokenClients {

    private TokenClients() {}

    /** Returns the token clients of a realm. */
    public static Stream<TokenClient> in(KeycloakSession session, RealmModel realm) {
        return ApiTokenProvider.of(session)
                .clientsWithAttribute(realm, TokenClient.ENABLED_ATTRIBUTE)
                .map(realm::getClientById)
                .filter(Objects::nonNull)
                .filter(TokenClient::is)
                .map(TokenClient::new);
    }
}
