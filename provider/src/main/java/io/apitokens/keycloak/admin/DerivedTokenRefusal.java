package io.apitokens.keycloak.admin;

import jakarta.ws.rs.ForbiddenException;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Refuses derived tokens at the admin REST API of this extension, even if an option opens Keycloak's admin REST API to
 * them (law 8).
 */
final class DerivedTokenRefusal {

    private static final String REFUSAL = "API tokens do not manage API tokens";

    private DerivedTokenRefusal() {}

    /** @throws ForbiddenException for derived tokens */
    static void check(AdminRequest request) {
        KeycloakSession session = request.session();
        UserSessionModel userSession = session.getContext().getUserSession();
        if (DerivedSession.is(userSession)) {
            new EventBuilder(request.realm(), session, session.getContext().getConnection())
                    .event(EventType.UPDATE_CREDENTIAL)
                    .detail(Details.CREDENTIAL_TYPE, ApiTokenEvent.CREDENTIAL_TYPE)
                    .detail(ApiTokenEvent.ID, DerivedSessionId.apiTokenId(userSession.getId()))
                    .detail(Details.REASON, REFUSAL)
                    .error(Errors.NOT_ALLOWED);
            throw new ForbiddenException(REFUSAL);
        }
    }
}
