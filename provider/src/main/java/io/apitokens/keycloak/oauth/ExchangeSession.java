package io.apitokens.keycloak.oauth;

import java.util.Optional;

import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.session.TransientDerivedSession;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;

/**
 * The derived session of an exchange.
 *
 * @param client that exchanges the API token or a derived JWT
 * @param event gets the id of the session
 */
record ExchangeSession(KeycloakSession session, ApiToken apiToken, ClientModel client, EventBuilder event) {

    /**
     * Opens the session. A client with a refresh token gets its JWTs in the same session, so that they end together.
     *
     * @param subject the session of the JWT that is exchanged; null if the subject token is the API token itself
     * @return empty if the API token was revoked meanwhile
     */
    Optional<UserSessionModel> open(UserSessionModel subject, String requestedTokenType) {
        if (subject != null && subject.getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            // A JWT without a stored session is exchanged for another one. Keycloak refuses a refresh token.
            return Optional.of(TransientDerivedSession.of(session, subject, client));
        }
        DerivedSession derived = new DerivedSession(session, apiToken);
        boolean isStored = OAuth2Constants.REFRESH_TOKEN_TYPE.equals(requestedTokenType) || derived.mayHold(client);
        Optional<UserSessionModel> opened = isStored ? derived.openFor(client) : derived.openCopy(client);
        opened.ifPresent(event::session);
        return opened;
    }
}
