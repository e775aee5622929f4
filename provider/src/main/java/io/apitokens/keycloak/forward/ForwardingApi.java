package io.apitokens.keycloak.forward;

import java.util.List;
import java.util.Optional;

import io.apitokens.keycloak.rest.OpenRealm;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.util.BasicAuthHelper;

/**
 * The API that a proxy asks for. The settings of the proxy or the credentials of the API name it, and if both do, they
 * must agree: otherwise an end client whose headers or query reach Keycloak could name an API of its own.
 */
final class ForwardingApi {

    /** Client attribute: a proxy may ask for this API without credentials if it is {@code true}. */
    static final String UNAUTHENTICATED_ATTRIBUTE = "api.tokens.verify.unauthenticated";

    /** Has what {@code Authorization} has in {@code client_secret_basic} (RFC 6749, section 2.3.1). */
    static final String HEADER = "Api-Authorization";

    private final KeycloakSession session;
    private final RealmModel realm;

    ForwardingApi(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Makes the API the client of the request.
     *
     * @return the event of the verification
     * @throws MisconfiguredException if the API is not named, or does not authenticate and has to
     */
    EventBuilder enter(VerifyParameters parameters) {
        OpenRealm.require(session);
        Optional<String> credentials = credentials();
        String clientId = name(parameters.clientId(), credentials);
        ClientModel named = realm.getClientByClientId(clientId);
        boolean isOpen = credentials.isEmpty() && isUnauthenticated(named);
        EventBuilder event = (isOpen
                        ? new KnownTokenEvent(session)
                        : new EventBuilder(realm, session, session.getContext().getConnection()))
                .event(EventType.INTROSPECT_TOKEN);
        ClientModel client = isOpen ? named : authenticate(clientId, credentials.orElse(null), event);
        session.getContext().setClient(client);
        return event.client(client);
    }

    private Optional<String> credentials() {
        List<String> headers = session.getContext().getRequestHeaders().getRequestHeader(HEADER);
        if (headers != null && headers.size() > 1) {
            throw new MisconfiguredException(OAuthErrorException.INVALID_REQUEST, HEADER + " must be given once");
        }
        return headers == null
                ? Optional.empty()
                : headers.stream().filter(header -> !header.isBlank()).findFirst();
    }

    private static String name(String parameter, Optional<String> credentials) {
        String ofCredentials = credentials.map(ForwardingApi::user).orElse(parameter);
        if (ofCredentials == null) {
            throw new MisconfiguredException(OAuthErrorException.INVALID_REQUEST, "client_id must name the API");
        }
        if (parameter != null && !parameter.equals(ofCredentials)) {
            throw new MisconfiguredException(
                    OAuthErrorException.INVALID_REQUEST, "client_id and " + HEADER + " must name the same API");
        }
        return ofCredentials;
    }

    private static String user(String credentials) {
        String[] userAndPassword;
        try {
            userAndPassword = BasicAuthHelper.RFC6749.parseHeader(credentials);
        } catch (IllegalArgumentException e) {
            userAndPassword = null;
        }
        if (userAndPassword == null) {
            throw new MisconfiguredException(
                    OAuthErrorException.INVALID_REQUEST, HEADER + " must have the form of client_secret_basic");
        }
        if (Secret.isIn(userAndPassword[0])) {
            throw new MisconfiguredException(
                    OAuthErrorException.INVALID_REQUEST, HEADER + " must have the client_id of the API as its user");
        }
        return userAndPassword[0];
    }

    private static boolean isUnauthenticated(ClientModel client) {
        return client != null
                && isUsable(client)
                && Boolean.parseBoolean(client.getAttribute(UNAUTHENTICATED_ATTRIBUTE));
    }

    /** Returns whether a client can authenticate at Keycloak's OAuth endpoints. */
    private static boolean isUsable(ClientModel client) {
        return client.isEnabled()
                && (client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()));
    }

    /** Authenticates by a secret or a certificate, as Keycloak's introspection endpoint does. */
    private ClientModel authenticate(String clientId, String credentials, EventBuilder event) {
        // Keycloak's authenticators look there if neither a header nor a form names the client.
        session.setAttribute(OAuth2Constants.CLIENT_ID, clientId);
        AuthenticationProcessor processor = AuthorizeClientUtil.getAuthenticationProcessor(session, event)
                .setRequest(new ApiRequest(session.getContext().getHttpRequest(), credentials));
        boolean hasFailed = processor.authenticateClient() != null;
        ClientModel client = processor.getClient();
        if (hasFailed) {
            throw notAuthenticated();
        }
        if (client.isPublicClient()
                || !isUsable(client)
                || !client.getClientId().equals(clientId)) {
            event.client(client).error(Errors.INVALID_CLIENT);
            throw notAuthenticated();
        }
        return client;
    }

    private static MisconfiguredException notAuthenticated() {
        return new MisconfiguredException(OAuthErrorException.INVALID_CLIENT, "Authentication of the API failed");
    }
}
