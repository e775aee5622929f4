package io.apitokens.keycloak.session;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Runs each change of a derived session in a transaction of its own, and reports a foreign session with its id. */
record DerivedSessionChanges(KeycloakSession session, ApiToken token) {

    private static final Logger LOG = Logger.getLogger(DerivedSession.class);

    void run(Consumer<DerivedSessionTransaction> work) {
        call(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    /** @return what the work returned; false if the realm was removed meanwhile */
    boolean attempt(Predicate<DerivedSessionTransaction> work) {
        return call(work::test).orElse(false);
    }

    /** @return empty if the work returned null, or if the realm was removed meanwhile */
    <T> Optional<T> call(Function<DerivedSessionTransaction, T> work) {
        try {
            return DerivedSessionTransaction.call(session.getKeycloakSessionFactory(), token, work);
        } catch (ForeignSessionException e) {
            reportForeign();
            throw e;
        }
    }

    private void reportForeign() {
        LogMessage.FOREIGN_SESSION.log(LOG, null, token.id());
        RealmModel realm = session.realms().getRealm(token.realmId());
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.UPDATE_CREDENTIAL);
        ApiTokenEvent.describe(event, realm, token)
                .detail(Details.CREDENTIAL_TYPE, ApiTokenEvent.CREDENTIAL_TYPE)
                .session(DerivedSessionId.of(token.id()))
                .detail(Details.REASON, ForeignSessionException.MESSAGE)
                .error(Errors.NOT_ALLOWED);
    }
}
