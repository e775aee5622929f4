package io.apitokens.keycloak.session;

import java.util.Optional;
import java.util.function.Function;

import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The derived session of one API token within a transaction of its own. Concurrent requests see the changes, which
 * survive even if Keycloak gives the request a transient copy of the session.
 */
final class DerivedSessionTransaction {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ApiToken token;
    private final String id;

    private DerivedSessionTransaction(KeycloakSession session, RealmModel realm, ApiToken token) {
        this.session = session;
        this.realm = realm;
        this.token = token;
        this.id = DerivedSessionId.of(token.id());
    }

    /**
     * Runs work in a new transaction.
     *
     * @return empty if the work returned null, or if the realm was removed together with its sessions
     */
    static <T> Optional<T> call(
            KeycloakSessionFactory factory, ApiToken token, Function<DerivedSessionTransaction, T> work) {
        return Optional.ofNullable(KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            RealmModel realm = own.realms().getRealm(token.realmId());
            if (realm == null) {
                return null;
            }
            own.getContext().setRealm(realm);
            return work.apply(new DerivedSessionTransaction(own, realm, token));
        }));
    }

    KeycloakSession session() {
        return session;
    }

    RealmModel realm() {
        return realm;
    }

    ApiToken token() {
        return token;
    }

    /** Returns the id of the derived session. */
    String id() {
        return id;
    }

    /**
     * Finds the session in the cache or the database, valid or not; null if there is none.
     *
     * @throws ForeignSessionException if another session has the id; do not change or use that session
     */
    UserSessionModel find() {
        return requireOwn(session.sessions().getUserSession(realm, id));
    }

    /** Finds the session in the database, valid or not, without a check of its owner; null if there is none. */
    UserSessionModel findInDatabase() {
        return database().loadUserSession(realm, id, false);
    }

    UserSessionModel requireOwn(UserSessionModel found) {
        if (found != null && found.getUser() != null && !DerivedSession.isOf(token, found)) {
            throw new ForeignSessionException();
        }
        return found;
    }

    /**
     * Locks the row of the session until the transaction ends.
     *
     * @return false if there is no row
     */
    boolean lock() {
        return ApiTokenProvider.of(session).sessions().lockDerived(token);
    }

    UserSessionPersisterProvider database() {
        return session.getProvider(UserSessionPersisterProvider.class);
    }

    /** Returns whether Keycloak stores sessions in the database, and not in the cache alone. */
    static boolean isKeptInDatabase() {
        return Profile.isFeatureEnabled(Profile.Feature.PERSISTENT_USER_SESSIONS);
    }

    /** Returns whether the API token exists and is not revoked. */
    boolean isTokenUnrevoked() {
        return ApiTokenProvider.of(session)
                .byId(realm, token.id())
                .filter(stored -> stored.revocation() == null)
                .isPresent();
    }
}
