package io.apitokens.keycloak.verification;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.token.TokenClient;
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
        return ApiTokenProvider.of(session)
                .bySecret(secret)
                .map(this::verify)
                .orElseGet(() -> new Rejected(Reason.UNKNOWN, Optional.empty()));
    }

    /** Verifies a secret that was just read from the database, without a query. */
    public Verification verify(PresentedSecret found) {
        Verification verification = verify(found.token(), found.secretNumber());
        if (verification instanceof Rejected rejected && rejected.reason() == Reason.ROTATED) {
            rejected.token().ifPresent(ApiTokenProvider.of(session)::usedLate);
        }
        return verification;
    }

    /** Whether a session or a token in it is derived, so that {@link #verify} must decide. */
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
                                : new Rejected(Reason.SESSION_ENDED, Optional.of(found))))
                .orElseGet(() -> new Rejected(Reason.UNKNOWN, Optional.empty()));
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
            return new Rejected(Reason.FOREIGN_REALM, Optional.empty());
        }
        ClientModel client = realm.getClientById(token.clientId());
        UserModel user = session.users().getUserById(realm, token.userId());
        return rejectRealm()
                .or(() -> rejectToken(token, secretNumber))
                .or(() -> rejectClient(token, client))
                .or(() -> rejectUser(token, user))
                .<Verification>map(reason -> new Rejected(reason, Optional.of(token)))
                .orElseGet(() -> new Verified(token, secretNumber, new TokenClient(client), user));
    }

    private Optional<Reason> rejectRealm() {
        return realm.isEnabled() ? Optional.empty() : Optional.of(Reason.REALM_DISABLED);
    }

    private Optional<Reason> rejectToken(ApiToken token, int secretNumber) {
        long now = Time.currentTimeMillis();
        return switch (token.status(now)) {
            case REVOKED -> Optional.of(Reason.REVOKED);
            case EXPIRED -> Optional.of(Reason.EXPIRED);
            case ACTIVE ->
                !token.rotation().isAccepted(secretNumber, now)
                        ? Optional.of(Reason.ROTATED)
                        : isBefore(token, realm.getNotBefore()) ? Optional.of(Reason.NOT_BEFORE) : Optional.empty();
        };
    }

    private Optional<Reason> rejectClient(ApiToken token, ClientModel client) {
        if (client == null) {
            return Optional.of(Reason.CLIENT_NOT_FOUND);
        }
        if (!client.isEnabled()) {
            return Optional.of(Reason.CLIENT_DISABLED);
        }
        if (!TokenClient.is(client)) {
            return Optional.of(Reason.NO_TOKEN_CLIENT);
        }
        return isBefore(token, client.getNotBefore()) ? Optional.of(Reason.NOT_BEFORE) : Optional.empty();
    }

    private Optional<Reason> rejectUser(ApiToken token, UserModel user) {
        if (user == null) {
            return Optional.of(Reason.USER_NOT_FOUND);
        }
        if (!user.isEnabled()) {
            return Optional.of(Reason.USER_DISABLED);
        }
        String client = user.getServiceAccountClientLink();
        if (client != null && !isServiceAccountOpen(token, realm.getClientById(client))) {
            return Optional.of(Reason.SERVICE_ACCOUNT_DISABLED);
        }
        int notBefore = session.users().getNotBeforeOfUser(realm, user);
        return isBefore(token, notBefore) ? Optional.of(Reason.NOT_BEFORE) : Optional.empty();
    }

    /** Whether the client of a service account is enabled and still has the service account. */
    private static boolean isServiceAccountOpen(ApiToken token, ClientModel client) {
        return client != null
                && client.isEnabled()
                && client.isServiceAccountsEnabled()
                && !isBefore(token, client.getNotBefore());
    }

    /** Compares seconds, as Keycloak's TokenManager.NotBeforeCheck does. */
    private static boolean isBefore(ApiToken token, int notBefore) {
        return TimeUnit.MILLISECONDS.toSeconds(token.created()) < notBefore;
    }
}
