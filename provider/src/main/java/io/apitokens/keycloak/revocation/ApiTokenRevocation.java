package io.apitokens.keycloak.revocation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.session.GrantingSessions;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.tracing.TracingAttributes;
import org.keycloak.tracing.TracingProvider;

/**
 * The one way to end an API token (law 2). The revocation commits with the transaction of the request. From then on, no
 * node accepts the API token or its derived tokens.
 */
public final class ApiTokenRevocation {

    private static final int BATCH = 100;
    private static final String REASON = TracingAttributes.KC_PREFIX + "apiToken.reason";

    // Sorts before every UUID. It is not empty, because Oracle reads an empty string as NULL.
    private static final String BEFORE_EVERY_ID = "0";

    private final KeycloakSession session;
    private final ApiTokenProvider tokens;

    public ApiTokenRevocation(KeycloakSession session) {
        this.session = session;
        this.tokens = ApiTokenProvider.of(session);
    }

    /**
     * Ends an API token on request.
     *
     * @param by id of the user or internal id of the client that requests it
     * @param event with the requester and the address; sent if this call ended the token
     * @return what this call ended; nothing if the token had ended before
     */
    public RevocationResult revoke(ApiToken token, String by, EventBuilder event) {
        return revoke(token, by, null, event);
    }

    /**
     * Like {@link #revoke(ApiToken, String, EventBuilder)}, with a comment.
     *
     * @param comment null for none
     */
    public RevocationResult revoke(ApiToken token, String by, Comment comment, EventBuilder event) {
        return switch (token.status(Time.currentTimeMillis())) {
            case ACTIVE -> end(token, now(by, Revocation.Reason.REQUESTED, comment), event);
            // It has ended already, but may not be marked yet.
            case EXPIRED ->
                new RevocationResult(
                        0, end(token, Revocation.Reason.EXPIRED, event).refreshTokens());
            case REVOKED -> new RevocationResult(0, new DerivedSession(session, token).end());
        };
    }

    /**
     * Ends the API token of a leaked secret, with reason {@code leaked}. Anybody may report it: the secret is the
     * proof.
     *
     * @param event with the address of the report; sent if this call ended a token of the realm
     */
    public void leaked(RealmModel realm, Secret secret, EventBuilder event) {
        tokens.bySecret(secret)
                .filter(found -> found.token().realmId().equals(realm.getId()))
                .filter(found -> found.isActive(Time.currentTimeMillis()))
                .map(PresentedSecret::token)
                .ifPresent(token -> end(token, Revocation.Reason.LEAKED, event));
    }

    /** Ends the candidates that have expired, with reason {@code expired}. */
    public void endExpired(RealmModel realm, Stream<ApiToken> candidates) {
        long now = Time.currentTimeMillis();
        candidates
                .filter(token -> token.status(now) == ApiToken.Status.EXPIRED)
                .toList()
                .forEach(token -> end(token, Revocation.Reason.EXPIRED, eventOf(realm)));
    }

    /**
     * Ends an API token because of the policy.
     *
     * @param reason {@code EXPIRED} or {@code UNUSED}
     */
    public void byPolicy(ApiToken token, Revocation.Reason reason) {
        end(token, reason, eventOf(session.realms().getRealm(token.realmId())));
    }

    /** Ends and removes the API tokens of a user who is being removed. */
    public void userRemoved(RealmModel realm, UserModel user) {
        tokens.notRevoked(realm, user)
                .toList()
                .forEach(token -> end(token, Revocation.Reason.USER_REMOVED, eventOf(realm)));
        tokens.remove(realm, user);
    }

    /** Ends and removes an API token whose user was removed without an event of Keycloak. */
    public void ownerless(ApiToken token) {
        end(token, Revocation.Reason.USER_REMOVED, eventOf(session.realms().getRealm(token.realmId())));
        tokens.remove(token);
    }

    /** Ends and removes the API tokens of a client that is being removed. */
    public void clientRemoved(ClientModel client) {
        RealmModel realm = client.getRealm();
        tokens.inBulk(() -> {
            List<ApiToken> batch =
                    tokens.notRevoked(client, BEFORE_EVERY_ID, BATCH).toList();
            while (!batch.isEmpty()) {
                batch.forEach(token -> end(token, Revocation.Reason.CLIENT_REMOVED, eventOf(realm)));
                String last = batch.get(batch.size() - 1).id();
                batch = tokens.notRevoked(client, last, BATCH).toList();
            }
        });
        tokens.remove(client);
    }

    /**
     * Ends the API tokens that depend on a withdrawn consent: a client had them minted for the user, and the consent
     * was given to this client or to the token client. Other API tokens stay, but the client loses its refresh tokens
     * from them, as it loses those of the user's logins.
     */
    public void consentWithdrawn(ClientModel client, UserModel user) {
        RealmModel realm = client.getRealm();
        for (ApiToken token : tokens.lockNotRevoked(realm, user)) {
            if (dependsOnConsent(token, client)) {
                end(token, Revocation.Reason.CONSENT_WITHDRAWN, eventOf(realm));
            } else {
                new DerivedSession(session, token).logOut(client);
            }
        }
    }

    private static boolean dependsOnConsent(ApiToken token, ClientModel client) {
        return token.grantingSession() != null
                && (client.getId().equals(token.clientId())
                        || client.getId().equals(token.grantingSession().clientId()));
    }

    /** Removes the API tokens of a realm that is being removed. Keycloak removes its sessions and events. */
    public void realmRemoved(RealmModel realm) {
        tokens.remove(realm);
    }

    /** Ends the sessions of an API token that has ended, if a crash has prevented it. */
    public void finish(ApiToken token) {
        boolean ended = endSessions(session.realms().getRealm(token.realmId()), token) > 0;
        if (!ended && token.grantingSession() != null) {
            // The client session there began later. Forget it, so that the scheduled task does not find it again.
            tokens.forgetGrantingSession(token);
        }
    }

    /** @return how many refresh tokens ended */
    private int endSessions(RealmModel realm, ApiToken token) {
        DerivedSession derived = new DerivedSession(session, token);
        int refreshTokens = derived.end();
        derived.recheckAfterCommit();
        return refreshTokens + new GrantingSessions(session, realm).end(token);
    }

    private EventBuilder eventOf(RealmModel realm) {
        return new EventBuilder(realm, session);
    }

    private static Revocation now(String by, Revocation.Reason reason, Comment comment) {
        return new Revocation(Time.currentTimeMillis(), by, reason, comment);
    }

    /** Ends an API token without a requester. */
    private RevocationResult end(ApiToken token, Revocation.Reason reason, EventBuilder event) {
        return end(token, now(null, reason, null), event);
    }

    private RevocationResult end(ApiToken token, Revocation revocation, EventBuilder event) {
        return session.getProvider(TracingProvider.class).trace(ApiTokenRevocation.class, "end", span -> {
            span.setAttribute(REASON, name(revocation.reason()));
            return mark(token, revocation, event);
        });
    }

    private RevocationResult mark(ApiToken token, Revocation revocation, EventBuilder event) {
        if (!tokens.markRevoked(token, revocation)) {
            return RevocationResult.NOTHING;
        }
        RealmModel realm = session.realms().getRealm(token.realmId());
        int refreshTokens = endSessions(realm, token);
        ApiTokenEvent.begin(event, EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE);
        ApiTokenEvent.describe(event, realm, token)
                .detail(Details.REASON, name(revocation.reason()))
                .detail(
                        ApiTokenEvent.ACTOR,
                        revocation.actor(token).map(ApiTokenRevocation::name).orElse(null))
                .detail(
                        ApiTokenEvent.COMMENT,
                        revocation.comment() == null
                                ? null
                                : ApiTokenEvent.storable(revocation.comment().value()))
                .detail(ApiTokenEvent.REFRESH_TOKENS, Integer.toString(refreshTokens))
                .success();
        return new RevocationResult(1, refreshTokens);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
