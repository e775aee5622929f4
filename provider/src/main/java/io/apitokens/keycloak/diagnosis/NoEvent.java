package io.apitokens.keycloak.diagnosis;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/** An event that is neither stored nor reported. Keycloak's introspection needs one. */
final class NoEvent extends EventBuilder {

    NoEvent(KeycloakSession session) {
        super(session.getContext().getRealm(), session, session.getContext().getConnection());
    }

    @Override
    public void success() {
        // A diagnosis is no introspection.
    }

    @Override
    public void error(String error) {
        // A diagnosis is no introspection.
    }
}
