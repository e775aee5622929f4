package io.apitokens.keycloak.oauth;

import java.util.Optional;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.rest.OpenRealm;
import io.apitokens.keycloak.rest.ServiceUnavailable;
import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Secret;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenRevokeContext;
import org.keycloak.services.clientpolicy.context.TokenRevokeResponseContext;
import org.keycloak.services.cors.Cors;

/**
 * Revokes an API token for its token client (RFC 7009), with the same checks and responses as the stock endpoint.
 * Delegates other tokens to the stock endpoint. Ignores {@code token_type_hint}.
 */
public final class ApiTokenRevocationEndpoint extends TokenRevocationEndpoint {

    private static final Logger LOG = Logger.getLogger(ApiTokenRevocationEndpoint.class);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EventBuilder event;

    ApiTokenRevocationEndpoint(KeycloakSession session, EventBuilder event) {
        super(session, event);
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.event = event;
    }

    @Override
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke() {
        String candidate =
                session.getContext().getHttpRequest().getDecodedFormParameters().getFirst(PARAM_TOKEN);
        Optional<Secret> secret = Secret.parse(candidate);
        return secret.isPresent()
                ? revokeOrGiveWay(secret.get())
                : new DerivedTokenRevocation(session).revoke(candidate, super::revoke);
    }

    /** Responds with 503 if the revocation fails for now (RFC 7009, section 2.2.1). */
    private Response revokeOrGiveWay(Secret secret) {
        try {
            return revoke(secret);
        } catch (PersistenceException | ModelException e) {
            LogMessage.NOT_REVOKED.log(LOG, e);
            session.getTransactionManager().setRollbackOnly();
            return ServiceUnavailable.answer();
        }
    }

    private Response revoke(Secret secret) {
        event.event(EventType.REVOKE_GRANT);
        Cors cors = Cors.builder().auth().allowedMethods("POST").exposedHeaders(Cors.ACCESS_CONTROL_ALLOW_METHODS);
        requireOpenRealm(cors);
        ClientModel client = authenticate(cors);
        MultivaluedMap<String, String> parameters =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        if (parameters.values().stream().anyMatch(values -> values.size() != 1)) {
            throw error(cors, Errors.INVALID_REQUEST, "duplicated parameter", Response.Status.BAD_REQUEST);
        }
        enforce(new TokenRevokeContext(client, parameters), cors);

        ApiToken token = find(client, secret, cors);
        ApiTokenEvent.identify(event, realm, token).user(token.userId());
        requireIssuedFor(client, token, cors);
        new ApiTokenRevocation(session).revoke(token, client.getId(), event.clone());
        event.detail(Details.TOKEN_ID, token.id()).success();

        enforce(new TokenRevokeResponseContext(client, parameters), cors);
        session.getProvider(SecurityHeadersProvider.class).options().allowEmptyContentType();
        return cors.add(Response.ok());
    }

    private void requireOpenRealm(Cors cors) {
        OpenRealm.refusal(session).ifPresent(refusal -> {
            throw error(cors.allowAllOrigins(), refusal.error(), refusal.description(), Response.Status.FORBIDDEN);
        });
    }

    private ClientModel authenticate(Cors cors) {
        ClientModel client =
                AuthorizeClientUtil.authorizeClient(session, event, cors).getClient();
        event.client(client);
        cors.checkAllowedOrigins(session, client);
        if (client.isBearerOnly()) {
            throw error(
                    cors, OAuthErrorException.INVALID_CLIENT, "Bearer-only not allowed", Response.Status.BAD_REQUEST);
        }
        return client;
    }

    /**
     * Finds the API token. Responds with 200 if the token is invalid (RFC 7009, section 2.2). The response is the same
     * for an unknown token, an ended token and a token of another realm.
     */
    private ApiToken find(ClientModel client, Secret secret, Cors cors) {
        Optional<PresentedSecret> ofRealm = ApiTokenProvider.of(session)
                .bySecret(secret)
                .filter(found -> found.token().realmId().equals(realm.getId()));
        return ofRealm.filter(found -> found.isActive(Time.currentTimeMillis()))
                .map(PresentedSecret::token)
                .orElseThrow(() -> {
                    // Anybody can act as a public client and could fill the event store with invented secrets.
                    if (ofRealm.isPresent() || !client.isPublicClient()) {
                        event.error(Errors.INVALID_TOKEN);
                    }
                    return error(cors, OAuthErrorException.INVALID_TOKEN, "Invalid token", Response.Status.OK);
                });
    }

    /** Refuses a token of another client (RFC 7009, section 2.1). */
    private void requireIssuedFor(ClientModel client, ApiToken token, Cors cors) {
        if (!client.getId().equals(token.clientId())) {
            event.detail(Details.REASON, "Unmatching clients").error(Errors.INVALID_REQUEST);
            throw error(cors, OAuthErrorException.INVALID_REQUEST, "Unmatching clients", Response.Status.BAD_REQUEST);
        }
    }

    private void enforce(ClientPolicyContext context, Cors cors) {
        try {
            session.clientPolicy().triggerOnEvent(context);
        } catch (ClientPolicyException e) {
            event.detail(Details.REASON, Details.CLIENT_POLICY_ERROR);
            event.detail(Details.CLIENT_POLICY_ERROR, e.getError());
            event.detail(Details.CLIENT_POLICY_ERROR_DETAIL, e.getErrorDetail());
            event.error(e.getError());
            throw error(cors, e.getError(), e.getErrorDetail(), e.getErrorStatus());
        }
    }

    private static CorsErrorResponseException error(
            Cors cors, String error, String description, Response.Status status) {
        return new CorsErrorResponseException(cors, error, description, status);
    }
}
