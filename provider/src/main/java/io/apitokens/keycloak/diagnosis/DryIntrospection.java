package io.apitokens.keycloak.diagnosis;

import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.claims.DerivedTokenCheck;
import io.apitokens.keycloak.verification.Admission;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.UserSessionUtil.UserSessionValidationResult;

/**
 * Keycloak's checks of an introspection, without its event, metrics and use. Extends Keycloak's provider because the
 * checks are protected.
 */
final class DryIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {

    private final ClientModel caller;
    private final DerivedTokenCheck check = new DerivedTokenCheck(session);
    private Finding refusal = Finding.PASSED;
    private boolean isInAudience = true;

    /** @param caller client that introspects */
    DryIntrospection(KeycloakSession session, ClientModel caller) {
        super(session);
        this.caller = caller;
        this.eventBuilder = new NoEvent(session);
    }

    /** Evaluates an API token. */
    void evaluate(ApiTokenClaims claims) {
        asCaller(() -> {
            token = claims.asIssued();
            transformedToken = claims.asIntrospected();
            return verifyAudience();
        });
    }

    /** Returns the claims of an API token. */
    ApiTokenClaims claims(Verified verified) {
        return new ApiTokenClaims(session, tokenManager, verified);
    }

    /** Checks a derived JWT and evaluates it. */
    Finding verify(String jwt) {
        boolean isActive = asCaller(() -> Admission.during(session, jwt, () -> introspectionChecks(jwt)));
        if (isActive || !isInAudience) {
            return Finding.PASSED;
        }
        return refusal == Finding.PASSED ? Finding.failed("jwt_revoked", Remedy.EXCHANGE_AGAIN) : refusal;
    }

    /** Returns whether the caller is in the audience of the token, or needs not be. */
    boolean isInAudience() {
        return isInAudience;
    }

    /** Returns the names of the client scopes of the derived JWT. */
    Set<String> scopes() {
        return TokenManager.parseScopeParameter(Objects.requireNonNullElse(transformedToken.getScope(), ""))
                .collect(Collectors.toSet());
    }

    private <T> T asCaller(Supplier<T> work) {
        ClientModel admins = session.getContext().getClient();
        session.getContext().setClient(caller);
        try {
            return work.get();
        } finally {
            session.getContext().setClient(admins);
        }
    }

    @Override
    protected boolean verifyToken(String jwt) {
        return unless("jwt_invalid", super.verifyToken(jwt));
    }

    @Override
    protected boolean verifyClient() {
        return unless(token.isExpired() ? "jwt_expired" : "jwt_revoked", super.verifyClient());
    }

    @Override
    protected UserSessionValidationResult verifyUserSession() {
        UserSessionValidationResult result = super.verifyUserSession();
        unless("session_ended", result.getError() == null);
        return result;
    }

    @Override
    protected boolean verifyTokenReuse() {
        return unless("session_ended", check.verifyAndRememberBounds(token, userSession, eventBuilder));
    }

    @Override
    public AccessToken transformAccessToken(AccessToken issued, UserSessionModel derived) {
        return check.transform(tokenManager, issued, derived)
                .orElseGet(() -> super.transformAccessToken(issued, derived));
    }

    @Override
    protected boolean verifyAudience() {
        isInAudience = super.verifyAudience();
        return isInAudience;
    }

    private boolean unless(String reason, boolean passes) {
        if (!passes) {
            refusal = Finding.failed(reason, Remedy.EXCHANGE_AGAIN);
        }
        return passes;
    }
}
