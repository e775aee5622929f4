package io.apitokens.keycloak.revocation;

import java.util.stream.Stream;

import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The one way to end an API token (law 2). The revocation commits with the transaction of the request. From then on, no
 * node accepts the API token or its derived tokens.
 */
public final class ApiTokenRevocation {

    private final KeycloakSession session;
    private final ApiTokenProvider tokens;
    private final RevocationSteps steps;

    public ApiTokenRevocation(KeycloakSession session) {
        this.session = session;
        this.tokens = ApiTokenProvider.of(session);
        this.steps = new RevocationSteps(session);
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
            case ACTIVE -> steps.run(token, Revocation.onRequest(by, comment), event);
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

    /** Ends the sessions of an ended API token, if a crash has left any. */
    public void finish(ApiToken token) {
        boolean ended = steps.endSessions(session.realms().getRealm(token.realmId()), token) > 0;
        if (!ended && token.grantingSession() != null) {
            // A client session that began later may stay there. Without this, the scheduled task would find it at
            // each run.
            tokens.sessions().forgetGranting(token);
        }
    }

    private EventBuilder eventOf(RealmModel realm) {
        return new EventBuilder(realm, session);
    }

    private RevocationResult end(ApiToken token, Revocation.Reason reason, EventBuilder event) {
        return steps.run(token, Revocation.byServer(reason), event);
    }
}
