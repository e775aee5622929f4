package io.apitokens.keycloak.oauth;

import java.util.Set;
import java.util.stream.Collectors;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;

/**
 * The scopes that an exchange can grant: each is a scope of the API token now, and of the subject token.
 *
 * @param ofApiToken names of the scopes that the API token has now
 * @param available names of these scopes that the subject token has too. A derived JWT may have fewer
 */
record ExchangeableScopes(Set<String> ofApiToken, Set<String> available) {

    static ExchangeableScopes of(ApiTokenClaims claims, AccessToken subject) {
        Set<String> scopes = claims.scopes();
        if (subject == claims.asIssued()) {
            return new ExchangeableScopes(scopes, scopes);
        }
        return new ExchangeableScopes(
                scopes,
                ScopeNames.of(subject.getScope()).filter(scopes::contains).collect(Collectors.toSet()));
    }

    /** @throws CorsErrorResponseException if the subject token does not have all requested scopes */
    void requireAvailable(String requested, ExchangeErrors errors) {
        String exceeding = ScopeNames.of(requested)
                .filter(name -> !available.contains(name))
                .collect(Collectors.joining(" "));
        if (!exceeding.isEmpty()) {
            throw errors.invalid(
                    OAuthErrorException.INVALID_SCOPE,
                    "Scope exceeds that of the subject token" + (Secret.isIn(exceeding) ? "" : ": " + exceeding));
        }
    }

    /** Returns all available scopes that a client can request, as the value of its {@code scope} parameter. */
    String all(ClientModel client) {
        Set<String> optional = client.getClientScopes(false).values().stream()
                .map(ClientScopeModel::getName)
                .filter(name -> !OAuth2Constants.OFFLINE_ACCESS.equals(name))
                .collect(Collectors.toSet());
        return available.stream()
                .filter(name -> optional.contains(name) || OAuth2Constants.SCOPE_OPENID.equals(name))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Returns scopes that the exchanged JWT has lost, so that a second exchange does not bring them back. */
    Set<String> lost(ClientModel tokenClient) {
        return tokenClient.getClientScopes(false).values().stream()
                .filter(ClientScopeModel::isIncludeInTokenScope)
                .map(ClientScopeModel::getName)
                .filter(name -> ofApiToken.contains(name) && !available.contains(name))
                .collect(Collectors.toSet());
    }
}
