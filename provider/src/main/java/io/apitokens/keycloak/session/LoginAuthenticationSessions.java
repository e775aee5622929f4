package io.apitokens.keycloak.session;

import java.util.Map;

import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.sessions.AuthenticationSessionCompoundId;
import org.keycloak.sessions.AuthenticationSessionProvider;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/**
 * Keeps ids of derived sessions out of authentication sessions (law 3). Keycloak gives a login session the id of its
 * root authentication session, and may take that id from a user session, for example at a logout.
 */
final class LoginAuthenticationSessions implements AuthenticationSessionProvider {

    private final AuthenticationSessionProvider stock;

    /** @param stock belongs to the Keycloak session, which closes it */
    LoginAuthenticationSessions(AuthenticationSessionProvider stock) {
        this.stock = stock;
    }

    @Override
    public RootAuthenticationSessionModel createRootAuthenticationSession(RealmModel realm) {
        return stock.createRootAuthenticationSession(realm);
    }

    /** Returns a session with another id if this is the id of a derived session. Keycloak uses the returned id. */
    @Override
    public RootAuthenticationSessionModel createRootAuthenticationSession(RealmModel realm, String id) {
        return DerivedSessionId.isOne(id)
                ? stock.createRootAuthenticationSession(realm)
                : stock.createRootAuthenticationSession(realm, id);
    }

    @Override
    public RootAuthenticationSessionModel getRootAuthenticationSession(RealmModel realm, String id) {
        return DerivedSessionId.isOne(id) ? null : stock.getRootAuthenticationSession(realm, id);
    }

    @Override
    public void removeRootAuthenticationSession(RealmModel realm, RootAuthenticationSessionModel rootSession) {
        stock.removeRootAuthenticationSession(realm, rootSession);
    }

    @Override
    @SuppressWarnings("removal")
    public void removeAllExpired() {
        stock.removeAllExpired();
    }

    @Override
    @SuppressWarnings("removal")
    public void removeExpired(RealmModel realm) {
        stock.removeExpired(realm);
    }

    @Override
    public void onRealmRemoved(RealmModel realm) {
        stock.onRealmRemoved(realm);
    }

    @Override
    @SuppressWarnings("removal")
    public void onClientRemoved(RealmModel realm, ClientModel client) {
        stock.onClientRemoved(realm, client);
    }

    @Override
    @SuppressWarnings("removal")
    public void updateNonlocalSessionAuthNotes(AuthenticationSessionCompoundId id, Map<String, String> notes) {
        stock.updateNonlocalSessionAuthNotes(id, notes);
    }

    @Override
    public void migrate(String modelVersion) {
        stock.migrate(modelVersion);
    }

    @Override
    public void close() {
        // Keycloak closes the stock provider.
    }
}
