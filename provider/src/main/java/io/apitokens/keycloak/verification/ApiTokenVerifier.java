package io.apitokens.keycloak.verification;

import java.util.Locale;
import java.util.Optional;

import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.token.TokenClient;
import io.apitokens.keycloak.verification.Verification.Check;
import io.apitokens.keycloak.verification.Verification.Reason;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import io.opentelemetry.api.trace.Span;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.tracing.TracingAttributes;
import org.keycloak.tracing.TracingProvider;

/**
 * The one place that decides whether an API token is active. Each call uses the current row and the current state of
 * realm, client and user.
 */
public final class ApiTokenVerifier {

    private static final String OUTCOME = TracingAttributes.KC_PREFIX + "apiToken.outcome";

    private final KeycloakSession session;
    private final RealmModel realm;

    public ApiTokenVerifier(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** Verifies a secret with one query by its hash, or two if it is not the current secret of an API token. */
    public Verification verify(Secret secret) {
        // Allocates nothing for a request that is not traced.
        return Span.current().isRecording()
                ? session.getProvider(TracingProvider.class).trace(ApiTokenVerifier.class, "verify", span -> {
                    Verification verification = find(secret);
                    span.setAttribute(OUTCOME, outcome(verification));
                    return verification;
                })
                : find(secret);
    }

    private static String outcome(Verification verification) {
        return verification instanceof Rejected rejected
                ? rejected.reason().name().toLowerCase(Locale.ROOT)
                : "active";
    }

    private Verification find(Secret secret) {
        return ApiTokenProvider.of(session).bySecret(secret).map(this::verify).orElseGet(ApiTokenVerifier::unknown);
    }

    /** Verifies a secret that was just read from the database, without a query. */
    public Verification verify(PresentedSecret found) {
        Verification verification = inspect(found);
        if (verification instanceof Rejected rejected && rejected.reason() == Reason.ROTATED) {
            rejected.token().ifPresent(ApiTokenProvider.of(session)::usedLate);
        }
        return verification;
    }

    /** Decides as {@link #verify(PresentedSecret)} does, and records nothing: nobody has used the secret. */
    public Verification inspect(PresentedSecret found) {
        return verify(found.token(), found.secretNumber());
    }

    /** Returns whether a session or a token in it is derived, so that {@link #verify} must decide. */
    public static boolean concerns(UserSessionModel userSession, JsonWebToken token) {
        return DerivedSession.is(userSession) || DerivedClaim.of(token).isPresent();
    }

    /**
     * Verifies the API token that a token is derived from, with one query. Rejects a session that is not the derived
     * session of this API token.
     *
     * @param derived session of the token; null rejects
     * @param token derived token that the request presents
     */
    public Verification verify(UserSessionModel derived, JsonWebToken token) {
        return DerivedClaim.of(token)
                .filter(claim -> claim.isSealed(session, token))
                .flatMap(claim -> ApiTokenProvider.of(session)
                        .byId(realm, claim.apiTokenId())
                        .filter(found -> DerivedSession.isOf(found, derived))
                        .map(found -> claim.isOf(derived, client(token))
                                ? verify(found, claim.secretNumber())
                                : new Rejected(Check.SESSION, Reason.SESSION_ENDED, Optional.of(found))))
                .orElseGet(ApiTokenVerifier::unknown);
    }

    private ClientModel client(JsonWebToken token) {
        return token instanceof IDToken issued ? realm.getClientByClientId(issued.getIssuedFor()) : null;
    }

    /** Verifies an API token as if it were presented with its newest secret, without a query. */
    public Verification verify(ApiToken token) {
        return verify(token, token.rotation().number());
    }

    private Verification verify(ApiToken token, int secretNumber) {
        if (!token.realmId().equals(realm.getId())) {
            // Keeps the API token of another realm out of the events of this realm.
            return new Rejected(Check.TOKEN, Reason.FOREIGN_REALM, Optional.empty());
        }
        ClientModel client = realm.getClientById(token.clientId());
        UserModel user = session.users().getUserById(realm, token.userId());
        return rejectRealm(token)
                .or(() -> rejectToken(token, secretNumber))
                .or(() -> rejectClient(token, client))
                .or(() -> rejectUser(token, user))
                .orElseGet(() -> new Verified(token, secretNumber, new TokenClient(client), user));
    }

    private static Verification unknown() {
        return new Rejected(Check.TOKEN, Reason.UNKNOWN, Optional.empty());
    }

    private static Optional<Verification> reject(Check check, Reason reason, ApiToken token) {
        return Optional.of(new Rejected(check, reason, Optional.of(token)));
    }

    private Optional<Verification> rejectRealm(ApiToken token) {
        return realm.isEnabled() ? Optional.empty() : reject(Check.REALM, Reason.REALM_DISABLED, token);
    }

    private Optional<Verification> rejectToken(ApiToken token, int secretNumber) {
        long now = Time.currentTimeMillis();
        return switch (token.status(now)) {
            case REVOKED -> reject(Check.STATE, Reason.REVOKED, token);
            case EXPIRED -> reject(Check.STATE, Reason.EXPIRED, token);
            case ACTIVE ->
                token.rotation().isAccepted(secretNumber, now)
                        ? rejectOld(Check.STATE, token, realm.getNotBefore())
                        : reject(Check.STATE, Reason.ROTATED, token);
        };
    }

    private Optional<Verification> rejectClient(ApiToken token, ClientModel client) {
        if (client == null) {
            return reject(Check.CLIENT, Reason.CLIENT_NOT_FOUND, token);
        }
        if (!client.isEnabled()) {
            return reject(Check.CLIENT, Reason.CLIENT_DISABLED, token);
        }
        if (!TokenClient.is(client)) {
            return reject(Check.CLIENT, Reason.NO_TOKEN_CLIENT, token);
        }
        return rejectOld(Check.CLIENT, token, client.getNotBefore());
    }

    private Optional<Verification> rejectUser(ApiToken token, UserModel user) {
        if (user == null) {
            return reject(Check.USER, Reason.USER_NOT_FOUND, token);
        }
        if (!user.isEnabled()) {
            return reject(Check.USER, Reason.USER_DISABLED, token);
        }
        String client = user.getServiceAccountClientLink();
        if (client != null && !isServiceAccountOpen(token, realm.getClientById(client))) {
            return reject(Check.USER, Reason.SERVICE_ACCOUNT_DISABLED, token);
        }
        return rejectOld(Check.USER, token, session.users().getNotBeforeOfUser(realm, user));
    }

    private static Optional<Verification> rejectOld(Check check, ApiToken token, int notBefore) {
        return isBefore(token, notBefore) ? reject(check, Reason.NOT_BEFORE, token) : Optional.empty();
    }

    /**
     * Returns whether the client of a service account is enabled, still has the service account, and has no later
     * not-before time.
     */
    private static boolean isServiceAccountOpen(ApiToken token, ClientModel client) {
        return client != null
                && client.isEnabled()
                && client.isServiceAccountsEnabled()
                && !isBefore(token, client.getNotBefore());
    }

    /** Compares seconds, as Keycloak's TokenManager.NotBeforeCheck does. */
    private static boolean isBefore(ApiToken token, int notBefore) {
        return token.createdSeconds() < notBefore;
    }
}
