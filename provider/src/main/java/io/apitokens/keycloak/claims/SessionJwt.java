package io.apitokens.keycloak.claims;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.session.ForeignSessionException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.OAuth2Constants;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.SessionType;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.TokenType;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;

/** A JWT that replaces an API token during one request and does not leave the server. */
public final class SessionJwt {

    private static final long LIFESPAN_SECONDS = TimeUnit.MINUTES.toSeconds(1);

    private SessionJwt() {}

    /**
     * Issues a JWT in the derived session, with the issuer, client, audience, scope and roles of the API token. It is
     * valid for a minute.
     *
     * @return empty if the API token is not active
     * @throws ModelException if the derived session cannot be opened now
     */
    public static Optional<String> of(KeycloakSession session, PresentedSecret presented) {
        return Optional.of(new ApiTokenVerifier(session).verify(presented))
                .filter(Verified.class::isInstance)
                .map(Verified.class::cast)
                .flatMap(verified -> open(session, verified)
                        .map(derived -> session.tokens().encode(claims(session, verified, derived))));
    }

    private static Optional<UserSessionModel> open(KeycloakSession session, Verified verified) {
        try {
            return new DerivedSession(session, verified.apiToken()).open();
        } catch (ForeignSessionException e) {
            return Optional.empty();
        }
    }

    private static AccessToken claims(KeycloakSession session, Verified verified, UserSessionModel derived) {
        ApiTokenProvider.of(session).used(verified.apiToken());
        session.getContext().setClient(verified.client());
        AccessToken claims = new ApiTokenClaims(session, new TokenManager(), verified).asIssued();
        long expiry = Time.currentTime() + LIFESPAN_SECONDS;
        claims.id(session.getProvider(TokenContextEncoderProvider.class)
                .encodeTokenId(new AccessTokenContext(
                        // The token client has no session of its own.
                        SessionType.ONLINE_TRANSIENT_CLIENT,
                        TokenType.REGULAR,
                        OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE,
                        KeycloakModelUtils.generateId())));
        ManagementRoles.removeFrom(claims, session.getContext().getRealm());
        DerivedClaim.of(verified.apiToken(), verified.secretNumber(), derived, verified.client())
                .mark(session, claims);
        claims.setSessionId(derived.getId());
        claims.issuedNow();
        claims.exp(claims.getExp() == null ? expiry : Math.min(claims.getExp(), expiry));
        return claims;
    }
}
