package io.apitokens.keycloak.account;

import jakarta.ws.rs.ForbiddenException;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Requires that the realm is enabled, and HTTPS if the realm requires it. */
final class OpenRealm {

    private OpenRealm() {}

    /** @throws ForbiddenException if the realm does not accept the request */
    static void require(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        boolean secure =
                "https".equals(session.getContext().getUri().getBaseUri().getScheme());
        if (!secure && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            throw new ForbiddenException("HTTPS required");
        }
        if (!realm.isEnabled()) {
            throw new ForbiddenException("Realm not enabled");
        }
    }
}
