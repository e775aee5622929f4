package io.apitokens.keycloak.bearer;

import java.util.Optional;

import io.apitokens.keycloak.model.ApiTokenEvent;
import io.apitokens.keycloak.model.DerivedSession;
import io.apitokens.keycloak.model.DerivedSessionId;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.utils.KeycloakSessionUtil;

/** A request whose bearer token was made from an API token, as Keycloak has found when it authenticated it. */
record DerivedRequest(KeycloakSession session, UserSessionModel userSession) {

    /** The current request; empty where it is none. */
    static Optional<DerivedRequest> current() {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        return Optional.ofNullable(session)
                .map(KeycloakSession::getContext)
                .map(context -> context.getUserSession())
                .filter(DerivedSession::is)
                .map(userSession -> new DerivedRequest(session, userSession));
    }

    /** A request whose bearer token Keycloak has not looked at yet; empty where it was not made from an API token. */
    static Optional<DerivedRequest> of(KeycloakSession session, String bearer) {
        return DerivedSession.of(session, bearer).map(userSession -> new DerivedRequest(session, userSession));
    }

    /** Leaves an event. */
    void refused(String reason) {
        new EventBuilder(userSession.getRealm(), session, session.getContext().getConnection())
                .event(EventType.UPDATE_CREDENTIAL)
                .user(userSession.getUser())
                .session(userSession)
                .detail(ApiTokenEvent.ID, DerivedSessionId.apiTokenId(userSession.getId()))
                .detail(Details.REASON, reason)
                .error(Errors.NOT_ALLOWED);
    }
}
