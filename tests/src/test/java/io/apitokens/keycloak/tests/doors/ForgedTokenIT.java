package io.apitokens.keycloak.tests.doors;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests forged tokens. Bob controls the protocol mappers of a client, and has seen a derived token of Alice, a realm
 * admin.
 */
@IntegrationTest
@Tag("compatibility")
class ForgedTokenIT {

    private final KeycloakUnderTest keycloak;
    private TestRealm realm;
    private Minted minted;
    private Tokens tokens;

    ForgedTokenIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @BeforeEach
    void exchange(TestRealm own) {
        realm = own;
        own.addAccountScope(NOTES, GATEWAY);
        own.addOpenIdScope(NOTES, GATEWAY);
        own.addManagementRoles(ALICE, "realm-admin");
        minted = own.account(ALICE).mint("of the victim", "account", "openid");
        tokens = own.exchange().withRefreshToken(minted.secret());
    }

    @Test
    void law4TokenThatNamesADerivedSessionIsNotIssued() {
        String clientId = client(List.of(sid(minted.sessionId())));
        Answer answer = realm.askForTokens(RealmLogins.login(clientId, BOB, "openid"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(500);
        assertThat(answer.json().has("access_token")).isFalse();
    }

    /** Databases that ignore case, accents and trailing spaces find the session by another spelling of its id. */
    @ParameterizedTest
    @ValueSource(strings = {"capitals", "space", "accent"})
    @Tag("database")
    void law3TokenWithAnIdThatLooksAlikeOpensNothing(String difference) {
        String id = minted.sessionId();
        String alike =
                switch (difference) {
                    case "capitals" -> id.toUpperCase(Locale.ROOT);
                    case "space" -> id + " ";
                    default -> id.replace('a', '\u00e1').replace('c', '\u00e7').replace('e', '\u00e9');
                };
        String client = client(List.of(sid(alike), claim("azp", GATEWAY, "String")));
        Answer answer = realm.askForTokens(RealmLogins.login(client, BOB, "openid"));
        if (answer.status() == 200) {
            assertOpensNothing(answer.json().get("access_token").asText());
        } else {
            assertThat(answer.json().has("access_token")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void law3TokenThatNamesADerivedSessionOpensNothing(boolean isMarked) {
        String forged = forge(isMarked);
        assertThat(Jwt.parse(forged).text("sid")).isEqualTo(minted.sessionId());
        assertOpensNothing(forged);
    }

    private void assertOpensNothing(String forged) {
        assertThat(realm.account("/", forged).status()).isEqualTo(401);
        assertThat(send(realm.url() + "/account/", forged, "{\"email\":\"mallory@example.com\"}")
                        .status())
                .isEqualTo(401);
        assertThat(Http.send(Http.to(keycloak.url() + "/admin/realms/" + realm.name() + "/users")
                                .header("Authorization", "Bearer " + forged)
                                .GET())
                        .status())
                .isEqualTo(401);
        assertThat(realm.userInfo(forged).status()).isEqualTo(401);
        assertThat(realm.introspection().isActive(forged)).isFalse();
        assertThat(realm.exchange().of(forged).status()).isEqualTo(400);
        assertThat(realm.accountWith(forged).get("").status()).isIn(401, 403);
        assertThat(realm.exchange().refresh(tokens.refreshToken()).status())
                .as("the victim's own")
                .isEqualTo(200);
    }

    @Test
    void forgedMarkLeavesNoEventOfTheVictim() {
        realm.account("/", forge(true));
        assertThat(realm.admin().getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, 0, 10))
                .noneMatch(event -> "not_allowed".equals(event.getError()));
    }

    @Test
    void law3OthersWithTheSameMappersAreTreatedAsBefore() {
        String harmless = token(List.of(claim("sid", "another", "String")));
        assertThat(realm.introspection().isActive(harmless)).isFalse();
        assertThat(realm.account("/", token(List.of())).status()).isEqualTo(200);
    }

    /**
     * Returns a token that was issued when the derived session did not exist. The id of that session is known, because
     * it follows from that of the API token.
     */
    private String forge(boolean isMarked) {
        realm.admin().deleteSession(minted.sessionId(), false);
        List<ProtocolMapperRepresentation> mappers = new ArrayList<>();
        mappers.add(sid(minted.sessionId()));
        if (isMarked) {
            JsonNode seen = Jwt.parse(tokens.jwt()).claims().get("io.apitokens.derived");
            mappers.add(claim("io\\.apitokens\\.derived", seen.toString(), "JSON"));
        }
        String forged = token(mappers);
        tokens = realm.exchange().withRefreshToken(minted.secret());
        return forged;
    }

    private String token(List<ProtocolMapperRepresentation> mappers) {
        return realm.accessToken(client(mappers), BOB, "openid");
    }

    private String client(List<ProtocolMapperRepresentation> mappers) {
        String clientId = "client-" + UUID.randomUUID();
        realm.addClient(clientId, client -> {
            client.setPublicClient(true);
            client.setDirectAccessGrantsEnabled(true);
            client.setFullScopeAllowed(true);
            client.setProtocolMappers(mappers);
        });
        return clientId;
    }

    private static ProtocolMapperRepresentation sid(String id) {
        return claim("sid", id, "String");
    }

    private static ProtocolMapperRepresentation claim(String name, String value, String type) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
        mapper.setConfig(
                Map.of("claim.name", name, "claim.value", value, "jsonType.label", type, "access.token.claim", "true"));
        return mapper;
    }

    private static Answer send(String url, String bearer, String body) {
        return Http.send(Http.to(url)
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }
}
