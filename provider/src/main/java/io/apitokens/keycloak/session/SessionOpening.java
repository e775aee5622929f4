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
    private final DerivedSessionTransactions transactions;

    SessionOpening(KeycloakSession session, DerivedSession derived, ApiToken token, RealmModel realm) {
        this.session = session;
        this.derived = derived;
        this.token = token;
        this.realm = realm;
        this.transactions = new DerivedSessionTransactions(session, token);
    }

    /** @see DerivedSession#open() */
    Optional<UserSessionModel> open() {
        UserSessionModel found = derived.find().orElse(null);
        if (found != null && SessionRenewal.isFresh(realm, found)) {
            return Optional.of(found);
        }
        derived.recheckAfterCommit();
        if (found != null && transactions.attempt(SessionRenewal::renew)) {
            return Optional.of(found);
        }
        return create(transaction -> SessionCreation.create(transaction, address()));
    }

    /** @see DerivedSession#openFor(ClientModel) */
    Optional<UserSessionModel> openFor(ClientModel client) {
        derived.recheckAfterCommit();
        // Before the request looks for the session: it would go on to see the session as it first saw it.
        Optional<UserSessionModel> opened = transactions.attempt(SessionRenewal::renew)
                ? derived.find()
                : create(transaction ->
                        SessionCreation.create(transaction, address()) && ClientInstances.note(transaction, client));
        requireNotEnded();
        if (opened.filter(there -> !ClientInstances.isNoted(there, client)).isPresent()) {
            note(client);
        }
        return opened;
    }

    /**
     * Creates the session, after the removal of an expired one if need be.
     *
     * @param creation returns false if there is a session, or a client session of an earlier session
     */
    private Optional<UserSessionModel> create(Predicate<DerivedSessionTransaction> creation) {
        if (!transactions.attempt(creation)) {
            transactions.run(SessionCreation::removeExpired);
            transactions.attempt(creation);
        }
        Optional<UserSessionModel> created = transactions
                .call(SessionInstance::agree)
                .flatMap(instance -> derived.find().map(instance::shownFor));
        if (created.isEmpty() && transactions.attempt(DerivedSessionTransaction::isTokenUnrevoked)) {
            throw new ModelException("The session of API token " + token.id() + " is not to be found");
        }
        return created;
    }

    /** Fails if the request has seen an earlier session: Keycloak would store nothing in the present one. */
    private void requireNotEnded() {
        if (derived.find()
                .filter(seen -> !AuthenticationManager.isSessionValid(realm, seen))
                .isPresent()) {
            throw new ModelException("The session of API token " + token.id() + " has ended");
        }
    }

    private void note(ClientModel client) {
        if (!transactions.attempt(transaction -> ClientInstances.note(transaction, client))) {
            transactions.run(transaction -> ClientInstances.detachEarlier(transaction, client));
            // In a transaction of its own: all requests of this node may see the note at once, but not the detachment.
            transactions.attempt(transaction -> ClientInstances.note(transaction, client));
        }
    }

    private String address() {
        return session.getContext().getConnection().getRemoteHost();
    }
}
