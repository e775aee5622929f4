package io.apitokens.keycloak.account;

import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.Actor;
import io.apitokens.keycloak.rest.OpenRealm;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.verification.Admission;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.Auth;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** Authenticates callers as the AccountLoader of Keycloak's account REST does, and refuses API tokens. */
final class AccountAuthentication {

    private static final String REFUSAL = "API tokens do not manage API tokens";

    private final KeycloakSession session;
    private final RealmModel realm;

    AccountAuthentication(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * @throws NotAuthorizedException without an access token for the audience {@code account}
     * @throws ForbiddenException for API tokens and derived tokens (law 8), service accounts, foreign origins, disabled
     *     realms, and plain HTTP if the realm requires HTTPS
     */
    Auth authenticate() {
        OpenRealm.require(session);
        ClientModel account = accountClient();
        String bearer = BearerChallenge.token(session);
        if (bearer == null) {
            throw BearerChallenge.of(session, "Bearer token required");
        }
        refuseApiToken(bearer);
        AuthResult result = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (result == null && Admission.isRefused(session)) {
            throw new ForbiddenException(REFUSAL);
        }
        if (result == null) {
            throw BearerChallenge.of(session, "Bearer token required");
        }
        if (DerivedSession.is(result.session())) {
            // DerivedTokenGuard has refused the token already, unless this endpoint is a door.
            throw new ForbiddenException(REFUSAL);
        }
        AccessToken token = complete(result, account);
        if (!token.hasAudience(account.getClientId())) {
            throw BearerChallenge.of(session, "Invalid audience for client " + account.getClientId());
        }
        Cors.builder()
                .checkAllowedOrigins(token)
                .allowedMethods("GET", "PUT", "POST", "DELETE")
                .exposedHeaders(HttpHeaders.LOCATION, HttpHeaders.WWW_AUTHENTICATE)
                .auth()
                .add();
        if (result.user().getServiceAccountClientLink() != null) {
            throw new ForbiddenException("Service accounts are not allowed to access this service");
        }
        return new Auth(realm, token, result.user(), account, result.session(), false);
    }

    private void refuseApiToken(String bearer) {
        Secret.parse(bearer)
                .map(new ApiTokenVerifier(session)::verify)
                .filter(Verified.class::isInstance)
                .map(Verified.class::cast)
                .ifPresent(verified -> {
                    throw refusal(event -> ApiTokenEvent.identify(event, realm, verified.apiToken())
                            .client(verified.client())
                            .user(verified.user()));
                });
    }

    private ForbiddenException refusal(Consumer<EventBuilder> who) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.UPDATE_CREDENTIAL)
                .detail(Details.CREDENTIAL_TYPE, ApiTokenEvent.CREDENTIAL_TYPE)
                .detail(Details.REASON, REFUSAL);
        who.accept(event);
        event.error(Errors.NOT_ALLOWED);
        return new ForbiddenException(REFUSAL);
    }

    private ClientModel accountClient() {
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account == null || !account.isEnabled()) {
            throw new NotFoundException("account management not enabled");
        }
        return account;
    }

    /** Completes a lightweight access token, which does not have the roles itself. */
    private AccessToken complete(AuthResult result, ClientModel account) {
        AccessToken token = result.token();
        if (token.getAudience() != null && token.getResourceAccess(account.getClientId()) != null) {
            return token;
        }
        AccessTokenIntrospectionProvider<?> provider = (AccessTokenIntrospectionProvider<?>) session.getProvider(
                TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE);
        return withActor(token, provider.transformAccessToken(token, result.session()));
    }

    /** Keeps the actor of a delegated login, which a mapper can leave out of introspection. */
    private static AccessToken withActor(AccessToken token, AccessToken completed) {
        Stream.of(Actor.ACT, Actor.MAY_ACT)
                .filter(claim -> token.getOtherClaims().get(claim) != null)
                .forEach(claim ->
                        completed.setOtherClaims(claim, token.getOtherClaims().get(claim)));
        return completed;
    }
}
