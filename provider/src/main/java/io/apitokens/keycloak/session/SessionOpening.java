package io.apitokens.keycloak.session;

import java.util.Optional;
import java.util.function.Predicate;

import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Creates or renews a derived session for a request, in the order of the protocol of the derived session. */
final class SessionOpening {

    private final KeycloakSession session;
    private final DerivedSession derived;
    private final ApiToken token;
    private final RealmModel realm;
    private final DerivedSessionChanges changes;

    SessionOpening(KeycloakSession session, DerivedSession derived, ApiToken token, RealmModel realm) {
        this.session = session;
        this.derived = derived;
        this.token = token;
        this.realm = realm;
        this.changes = new DerivedSessionChanges(session, token);
    }

    /** @see DerivedSession#open() */
    Optional<UserSessionModel> open() {
        UserSessionModel found = derived.find().orElse(null);
        if (found != null && SessionRenewal.isFresh(realm, found)) {
            return Optional.of(found);
        }
        derived.recheckAfterCommit();
        if (found != null) {
            Optional<SessionInstance> renewed = changes.call(SessionRenewal::renew);
            if (renewed.isPresent()) {
                return renewed.map(instance -> instance.shownFor(found));
            }
        }
        return create(transaction -> SessionCreation.create(transaction, address()))
                .flatMap(created -> derived.find().map(created::shownFor));
    }

    /** @see DerivedSession#openFor(ClientModel) */
    Optional<UserSessionModel> openFor(ClientModel client) {
        derived.recheckAfterCommit();
        // Before this method reads the session, because Keycloak shows a request the state that it has read first.
        Optional<SessionInstance> present = changes.call(SessionRenewal::renew)
                .or(() -> create(transaction ->
                        SessionCreation.create(transaction, address()) && ClientInstances.note(transaction, client)));
        Optional<UserSessionModel> opened = present.map(this::requireShown);
        if (opened.filter(there -> !ClientInstances.isNoted(there, client)).isPresent()) {
            note(client);
        }
        return opened;
    }

    /**
     * Creates the session, unless another request has done so meanwhile. First removes a session that has ended.
     *
     * @param creation returns false if there is a session, or a client session of an earlier session
     * @return the session that is valid now; empty if the API token was revoked meanwhile
     */
    private Optional<SessionInstance> create(Predicate<DerivedSessionTransaction> creation) {
        SessionLock.hold(session, token, () -> {
            if (!changes.attempt(creation)
                    && changes.call(SessionRenewal::renew).isEmpty()) {
                changes.run(SessionCreation::removeEnded);
                changes.attempt(creation);
            }
        });
        Optional<SessionInstance> created = changes.call(SessionInstance::reconcile);
        if (created.isEmpty() && changes.attempt(DerivedSessionTransaction::isTokenUnrevoked)) {
            throw new ModelException("The session of API token " + token.id() + " cannot be found");
        }
        return created;
    }

    /** Fails if Keycloak shows the request an earlier session: it would store the client session in that one. */
    private UserSessionModel requireShown(SessionInstance present) {
        return derived.find()
                .filter(seen -> AuthenticationManager.isSessionValid(realm, seen) && present.isShownBy(seen))
                .orElseThrow(() -> new ModelException("The session of API token " + token.id() + " has ended"));
    }

    private void note(ClientModel client) {
        if (!changes.attempt(transaction -> ClientInstances.note(transaction, client))) {
            changes.run(transaction -> ClientInstances.detachEarlier(transaction, client));
            // In a transaction of its own: all requests of this node may see the note at once, but not the detachment.
            changes.attempt(transaction -> ClientInstances.note(transaction, client));
        }
    }

    private String address() {
        return session.getContext().getConnection().getRemoteHost();
    }
}
