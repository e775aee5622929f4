package io.apitokens.keycloak.tests.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;

/** Stores a session under an id that the test chooses. */
public class PlantedSession {

    private final KeycloakSession session;

    /** @param session of the request */
    public PlantedSession(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Stores the session.
     *
     * @param id of the session
     * @param username of the user who seems to have logged in
     * @param method what the session seems to come from, as Keycloak calls it
     */
    @GET
    public String plant(
            @QueryParam("id") String id, @QueryParam("username") String username, @QueryParam("method") String method) {
        RealmModel realm = session.getContext().getRealm();
        session.sessions()
                .createUserSession(
                        id,
                        realm,
                        session.users().getUserByUsername(realm, username),
                        username,
                        "127.0.0.1",
                        method,
                        false,
                        null,
                        null,
                        SessionPersistenceState.PERSISTENT);
        return "";
    }
}
