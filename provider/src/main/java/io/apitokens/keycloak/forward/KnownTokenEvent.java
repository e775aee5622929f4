package io.apitokens.keycloak.forward;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/**
 * An event that is stored only if it is about an API token of the realm. If an API does not authenticate, anybody could
 * fill the event store with invented secrets.
 */
final class KnownTokenEvent extends EventBuilder {

    KnownTokenEvent(KeycloakSession session) {
        super(session.getContext().getRealm(), session, session.getContext().getConnection());
    }

    @Override
    public void error(String error) {
        if (getEvent().getUserId() != null) {
            super.error(error);
        }
    }
}
