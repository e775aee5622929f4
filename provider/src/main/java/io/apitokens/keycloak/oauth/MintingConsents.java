package io.apitokens.keycloak.oauth;

import java.util.stream.Stream;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.light.LightweightUserAdapter;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.CorsErrorResponseException;

/** The consents of the user that a client needs to mint an API token: to itself, and to the token client. */
record MintingConsents(KeycloakSession session, ExchangeErrors errors, UserModel user) {

    /** @throws CorsErrorResponseException if a consent is missing, or if a concurrent request changes it */
    void require(ClientModel client, ClientModel tokenClient, String scope) {
        if (!TokenManager.verifyConsentStillAvailable(session, user, tokenClient, null, scope)) {
            throw errors.consentMissing(tokenClient);
        }
        Stream.of(client, tokenClient)
                .distinct()
                .filter(each -> each.isConsentRequired() && !lock(each))
                .forEach(each -> {
                    throw errors.consentMissing(each);
                });
    }

    /**
     * Locks a consent: a concurrent withdrawal is either seen here, or waits and then ends the API token.
     *
     * @return false if there is no consent
     */
    private boolean lock(ClientModel consented) {
        try {
            return LightweightUserAdapter.isLightweightUser(user)
                    || ApiTokenProvider.of(session).lockConsent(user, consented);
        } catch (ApiTokenBusyException e) {
            throw errors.busy(session, e);
        }
    }
}
