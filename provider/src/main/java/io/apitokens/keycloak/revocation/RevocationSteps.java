package io.apitokens.keycloak.revocation;

import java.util.Locale;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.session.GrantingSessions;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.tracing.TracingAttributes;
import org.keycloak.tracing.TracingProvider;

/** The steps of every revocation: marks the row, ends the sessions, and sends the event. */
record RevocationSteps(KeycloakSession session) {

    private static final String REASON = TracingAttributes.KC_PREFIX + "apiToken.reason";

    /**
     * Runs the steps for one API token.
     *
     * @param event with the requester and the address, if there are any; sent if this call ended the token
     * @return what this call ended; nothing if the token had ended before
     */
    RevocationResult run(ApiToken token, Revocation revocation, EventBuilder event) {
        return session.getProvider(TracingProvider.class).trace(ApiTokenRevocation.class, "end", span -> {
            span.setAttribute(REASON, name(revocation.reason()));
            return mark(token, revocation, event);
        });
    }

    private RevocationResult mark(ApiToken token, Revocation revocation, EventBuilder event) {
        if (!ApiTokenProvider.of(session).markRevoked(token, revocation)) {
            return RevocationResult.NOTHING;
        }
        RealmModel realm = session.realms().getRealm(token.realmId());
        int refreshTokens = endSessions(realm, token);
        ApiTokenEvent.begin(event, EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE);
        ApiTokenEvent.describe(event, realm, token)
                .detail(Details.REASON, name(revocation.reason()))
                .detail(
                        ApiTokenEvent.ACTOR,
                        revocation.actor(token).map(RevocationSteps::name).orElse(null))
                .detail(
                        ApiTokenEvent.COMMENT,
                        revocation.comment() == null
                                ? null
                                : ApiTokenEvent.storable(revocation.comment().value()))
                .detail(ApiTokenEvent.REFRESH_TOKENS, Integer.toString(refreshTokens))
                .success();
        return new RevocationResult(1, refreshTokens);
    }

    /**
     * Ends the derived session and the granting session.
     *
     * @return how many refresh tokens ended
     */
    int endSessions(RealmModel realm, ApiToken token) {
        DerivedSession derived = new DerivedSession(session, token);
        int refreshTokens = derived.end();
        derived.recheckAfterCommit();
        return refreshTokens + new GrantingSessions(session, realm).end(token);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
