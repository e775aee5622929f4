package io.apitokens.keycloak.revocation;

import java.util.List;

import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Ends and removes the API tokens of users, clients and realms that are being removed. */
public final class RevocationByRemoval {

    private static final int BATCH = 100;

    // Sorts before every UUID. It is not empty, because Oracle reads an empty string as NULL.
    private static final String BEFORE_EVERY_ID = "0";

    private final KeycloakSession session;
    private final ApiTokenProvider tokens;

    public RevocationByRemoval(KeycloakSession session) {
        this.session = session;
        this.tokens = ApiTokenProvider.of(session);
    }

    /** Ends and removes the API tokens of a user. */
    public void userRemoved(RealmModel realm, UserModel user) {
        tokens.notRevoked(realm, user).toList().forEach(token -> end(realm, token, Revocation.Reason.USER_REMOVED));
        tokens.removals().remove(realm, user);
    }

    /** Ends and removes an API token whose user was removed without an event of Keycloak. */
    public void ownerless(ApiToken token) {
        end(session.realms().getRealm(token.realmId()), token, Revocation.Reason.USER_REMOVED);
        tokens.removals().remove(token);
    }

    /** Ends and removes the API tokens of a client. */
    public void clientRemoved(ClientModel client) {
        RealmModel realm = client.getRealm();
        tokens.inBulk(() -> {
            List<ApiToken> batch =
                    tokens.notRevoked(client, BEFORE_EVERY_ID, BATCH).toList();
            while (!batch.isEmpty()) {
                batch.forEach(token -> end(realm, token, Revocation.Reason.CLIENT_REMOVED));
                String last = batch.get(batch.size() - 1).id();
                batch = tokens.notRevoked(client, last, BATCH).toList();
            }
        });
        tokens.removals().remove(client);
    }

    /** Removes the API tokens of a realm. Keycloak removes the sessions and events of the realm. */
    public void realmRemoved(RealmModel realm) {
        tokens.removals().remove(realm);
    }

    private void end(RealmModel realm, ApiToken token, Revocation.Reason reason) {
        new RevocationSteps(session).run(token, Revocation.byServer(reason), new EventBuilder(realm, session));
    }
}
