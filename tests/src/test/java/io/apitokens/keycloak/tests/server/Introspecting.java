package io.apitokens.keycloak.tests.server;

import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * Introspects an API token in a request that also changes what the answer depends on, as a client policy or an
 * authenticator of another extension can.
 */
public class Introspecting {

    private final KeycloakSession session;
    private final RealmModel realm;

    /** @param session of the request */
    public Introspecting(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Introspects.
     *
     * @param team value that the mapper "team" of the client scope notes:read gets before
     * @param later value that it gets after
     * @param firstName of alice, which she gets before
     * @param lightweight whether a client policy asked for a lightweight access token
     * @param fail whether the transaction is rolled back
     */
    @GET
    @Produces("application/json")
    public String introspect(
            @QueryParam("secret") String secret,
            @QueryParam("team") String team,
            @QueryParam("later") String later,
            @QueryParam("firstName") String firstName,
            @QueryParam("lightweight") boolean lightweight,
            @QueryParam("fail") boolean fail) {
        session.getContext().setClient(realm.getClientByClientId("notes-api"));
        if (lightweight) {
            session.setAttribute(Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED, true);
        }
        change(team);
        if (firstName != null) {
            session.users().getUserByUsername(realm, "alice").setFirstName(firstName);
        }
        byte[] answer = (byte[]) session.getProvider(TokenIntrospectionProvider.class, "access_token")
                .introspect(
                        secret,
                        new EventBuilder(realm, session, session.getContext().getConnection())
                                .event(EventType.INTROSPECT_TOKEN))
                .getEntity();
        change(later);
        if (fail) {
            session.getTransactionManager().setRollbackOnly();
        }
        return new String(answer, StandardCharsets.UTF_8);
    }

    private void change(String team) {
        if (team != null) {
            ProtocolMapperContainerModel scope = realm.getClientScopesStream()
                    .filter(candidate -> candidate.getName().equals("notes:read"))
                    .findFirst()
                    .orElseThrow();
            ProtocolMapperModel mapper = scope.getProtocolMapperByName("openid-connect", "team");
            mapper.getConfig().put("claim.value", team);
            scope.updateProtocolMapper(mapper);
        }
    }
}
