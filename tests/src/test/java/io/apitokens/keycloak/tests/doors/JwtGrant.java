package io.apitokens.keycloak.tests.doors;

import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** The JWT authorization grant (RFC 7523): the gateway has access tokens of users who never logged in. */
public final class JwtGrant {

    private static final String ALIAS = "issuer";
    private static final String ASSERTIONS = "assertions";

    private final TestRealm realm;
    private final TestRealm issuer;

    private JwtGrant(TestRealm realm, TestRealm issuer) {
        this.realm = realm;
        this.issuer = issuer;
    }

    /** Lets the gateway of a realm present JWTs of another realm. */
    public static JwtGrant between(TestRealm realm, TestRealm issuer) {
        issuer.addClient(ASSERTIONS, client -> {
            client.setPublicClient(true);
            client.setDirectAccessGrantsEnabled(true);
            client.setFullScopeAllowed(false);
            client.setDefaultClientScopes(List.of("basic"));
            client.setOptionalClientScopes(List.of());
            client.setProtocolMappers(List.of(audience(realm.url())));
        });
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("jwt-authorization-grant");
        provider.setEnabled(true);
        provider.setConfig(Map.of(
                "jwtAuthorizationGrantEnabled",
                "true",
                "issuer",
                issuer.url(),
                "useJwksUrl",
                "true",
                "jwksUrl",
                issuer.url() + "/protocol/openid-connect/certs"));
        realm.admin().identityProviders().create(provider).close();
        realm.changeClient(TestRealm.GATEWAY, client -> client.getAttributes()
                .putAll(Map.of(
                        "oauth2.jwt.authorization.grant.enabled",
                        "true",
                        "oauth2.jwt.authorization.grant.idp",
                        ALIAS)));
        return new JwtGrant(realm, issuer);
    }

    /** Returns an access token of a user, for an assertion of the issuer about the user of the same name there. */
    public String accessToken(String username) {
        if (realm.user(username).getFederatedIdentity().isEmpty()) {
            FederatedIdentityRepresentation link = new FederatedIdentityRepresentation();
            link.setIdentityProvider(ALIAS);
            link.setUserId(issuer.userId(username));
            link.setUserName(username);
            realm.user(username).addFederatedIdentity(ALIAS, link).close();
        }
        return realm.token(Map.of(
                "client_id",
                TestRealm.GATEWAY,
                "client_secret",
                TestRealm.GATEWAY_SECRET,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion",
                issuer.accessToken(ASSERTIONS, username, "openid")));
    }

    private static ProtocolMapperRepresentation audience(String audience) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.custom.audience", audience, "access.token.claim", "true"));
        return mapper;
    }
}
