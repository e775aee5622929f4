package io.apitokens.keycloak.doors;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import io.apitokens.keycloak.verification.Admission;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/**
 * Decides whether Keycloak may accept a derived token at this point of a request. It runs each time that Keycloak
 * verifies a signature, so that unknown endpoints are closed (law 11) for bearer tokens, cookies, hints, assertions and
 * client credentials alike.
 */
final class DerivedTokenGuard {

    private static final Set<String> TYPES =
            Set.of(TokenUtil.TOKEN_TYPE_BEARER, TokenUtil.TOKEN_TYPE_DPOP, TokenUtil.TOKEN_TYPE_REFRESH);

    private final KeycloakSession session;

    DerivedTokenGuard(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Returns whether Keycloak may accept a token: it is no derived token, or a derived token at a door. Stores an
     * event if it refuses a genuine derived token of the realm.
     *
     * @param signed JWS signing input (RFC 7515, section 2), or any other signed text
     */
    boolean admits(String signed) {
        return !DerivedClaim.isIn(signed) && !namesDerivedSession(signed) || admitsDerived(signed);
    }

    /**
     * Returns whether a token that Keycloak is about to sign names a derived session without being marked as derived.
     * Such a token must not leave Keycloak: other realms would not recognise it.
     *
     * @param unsigned JWS signing input (RFC 7515, section 2), or any other text to sign
     */
    boolean lacksMark(String unsigned) {
        return !DerivedClaim.isIn(unsigned) && namesDerivedSession(unsigned);
    }

    /** Returns whether a token names a derived session. A protocol mapper can write its id into any token. */
    private boolean namesDerivedSession(String signed) {
        RealmModel realm = session.getContext().getRealm();
        return DerivedClaim.sessionsIn(signed).stream()
                .anyMatch(id ->
                        realm == null || DerivedSession.is(session.sessions().getUserSession(realm, id)));
    }

    private boolean admitsDerived(String signed) {
        AccessToken token;
        try {
            // The parser needs a signature but does not check it.
            token = new JWSInput(signed + ".").readJsonContent(AccessToken.class);
        } catch (JWSInputException e) {
            return false;
        }
        Optional<DerivedClaim> claim = DerivedClaim.of(token).filter(found -> found.isSealed(session, token));
        Optional<String> refusal = isCredential(token.getType())
                ? refusal(signed, token)
                : Optional.of("Tokens of type %s are no credentials".formatted(token.getType()));
        refusal.ifPresent(reason -> {
            Admission.rememberRefusal(session);
            if (!token.isExpired()) {
                claim.ifPresent(genuine -> report(genuine, reason));
            }
        });
        return refusal.isEmpty();
    }

    /** Returns whether a token type is that of a credential. A signed userinfo response has no type. */
    private static boolean isCredential(String type) {
        return type != null && TYPES.contains(type);
    }

    private Optional<String> refusal(String signed, AccessToken token) {
        if (Admission.admits(session, signed)) {
            return Optional.empty();
        }
        Optional<Door> door = Door.reached().filter(reached -> isPresented(reached, signed));
        return door.isEmpty()
                ? Optional.of("API tokens and derived tokens are not accepted here")
                : door.flatMap(reached -> refusal(reached, token));
    }

    /** Returns whether the token is the bearer token of the request, and not a cookie, hint or assertion beside it. */
    private boolean isPresented(Door door, String signed) {
        List<String> headers = session.getContext().getRequestHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION);
        if (headers != null && !headers.isEmpty()) {
            return headers.size() == 1 && headers.get(0).contains(' ' + signed + '.');
        }
        String parameter = door == Door.USERINFO
                ? session.getContext()
                        .getHttpRequest()
                        .getDecodedFormParameters()
                        .getFirst(OAuth2Constants.ACCESS_TOKEN)
                : null;
        return parameter != null && parameter.startsWith(signed + '.');
    }

    private Optional<String> refusal(Door door, AccessToken token) {
        RealmModel realm = session.getContext().getRealm();
        UserSessionModel userSession = session.sessions().getUserSession(realm, token.getSessionId());
        Verification verification = new ApiTokenVerifier(session).verify(userSession, token);
        if (verification instanceof Rejected rejected) {
            return Optional.of(rejected.reason().description());
        }
        return door == Door.ADMIN_REST && !isScopeLimited(((Verified) verification).apiToken(), token)
                ? Optional.of("The scope of the API token has no effect at the admin REST API")
                : Optional.empty();
    }

    /**
     * Returns whether the scope of the API token limits the token at the admin REST API. It does not if the client has
     * full scope: then the API checks the roles of the user and not those of the token.
     */
    private boolean isScopeLimited(ApiToken apiToken, AccessToken token) {
        ClientModel client = session.getContext().getRealm().getClientByClientId(token.getIssuedFor());
        return client != null && !client.isFullScopeAllowed() && client.getId().equals(apiToken.clientId());
    }

    /**
     * Stores an event, unless the API token belongs to another realm or was removed. Uses only the sealed claim of the
     * token, because a client or an identity provider may have signed the rest.
     */
    private void report(DerivedClaim claim, String reason) {
        RealmModel realm = session.getContext().getRealm();
        ApiTokenProvider.of(session).byId(realm, claim.apiTokenId()).ifPresent(apiToken -> ApiTokenEvent.identify(
                        event(realm), realm, apiToken)
                .user(apiToken.userId())
                .session(DerivedSessionId.of(apiToken.id()))
                .detail(Details.CREDENTIAL_TYPE, ApiTokenEvent.CREDENTIAL_TYPE)
                .detail(Details.REASON, reason)
                .error(Errors.NOT_ALLOWED));
    }

    private EventBuilder event(RealmModel realm) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.UPDATE_CREDENTIAL);
    }
}
