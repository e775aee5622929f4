package io.apitokens.keycloak.oauth;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * The scopes that an access token can mint an API token with.
 *
 * @param available names of optional scopes of the token client that the access token has
 */
record MintingScopes(Set<String> available) {

    /** @param restricted names that a client policy restricts the exchange to; null if none does */
    static MintingScopes of(TokenClient tokenClient, UserModel user, AccessToken subject, Set<String> restricted) {
        Set<String> held = names(subject.getScope());
        return new MintingScopes(tokenClient
                .optionalScopes(user)
                .map(ClientScopeModel::getName)
                .filter(held::contains)
                .filter(name -> restricted == null || restricted.contains(name))
                .collect(Collectors.toSet()));
    }

    /**
     * Returns the requested scopes. Returns all available ones for a request without scopes (RFC 8693, section 2.1).
     */
    List<String> select(String requested) {
        Set<String> selected = requested == null ? available : names(requested);
        return selected.stream().sorted().toList();
    }

    /** Returns the selected scopes that the access token does not have. */
    List<String> exceeding(List<String> selected) {
        return selected.stream().filter(name -> !available.contains(name)).toList();
    }

    private static Set<String> names(String scope) {
        return ScopeNames.of(scope).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }
}
