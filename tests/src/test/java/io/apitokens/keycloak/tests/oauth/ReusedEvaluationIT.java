package io.apitokens.keycloak.tests.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.Mappers;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.Evaluations;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an introspection does not reuse an evaluation after a change. Each test first sees an evaluation reused,
 * and then changes something.
 */
@IntegrationTest
@Tag("compatibility")
class ReusedEvaluationIT {

    private static final String HARDCODED = "oidc-hardcoded-claim-mapper";

    private final KeycloakUnderTest keycloak;
    private TestRealm realm;
    private Evaluations evaluations;
    private Mappers mappers;

    ReusedEvaluationIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @BeforeEach
    void freshRealm(TestRealm fresh) {
        realm = fresh;
        evaluations = new Evaluations(keycloak, realm);
        mappers = new Mappers(realm);
        mappers.add("team", HARDCODED, Map.of("claim.name", "team", "claim.value", "writers"));
        mappers.add(
                "first name",
                "oidc-usermodel-attribute-mapper",
                Map.of("claim.name", "first_name", "user.attribute", "firstName"));
    }

    @Test
    void secondIntrospectionSaysTheSame() {
        String secret = mint("one");
        JsonNode first = realm.introspection().of(secret);
        assertThat(evaluations.count("hit")).isZero();
        assertThat(evaluations.reused(secret)).isEqualTo(first);
        assertThat(first.get("active").asBoolean()).isTrue();
        assertThat(first.get("team").asText()).isEqualTo("writers");
    }

    @Test
    void otherApiTokenOfTheSameKindHasItsOwnMembers() {
        Minted one = realm.account(ALICE).mint("one", "notes:read");
        ObjectFields fields = new ObjectFields(evaluations.reused(one.secret()));
        Minted two = minted("two", 3600);
        int hits = evaluations.count("hit");
        JsonNode answer = realm.introspection().of(two.secret());
        assertThat(evaluations.count("hit")).isEqualTo(hits + 1);
        assertThat(answer.get("jti").asText()).isEqualTo(two.id());
        assertThat(answer.get("exp").asLong() - answer.get("iat").asLong()).isEqualTo(3600);
        assertThat(new ObjectFields(answer)).isEqualTo(fields);
    }

    /** Returns the answer without the members that differ for each API token. */
    private record ObjectFields(Map<String, JsonNode> rest) {

        ObjectFields(JsonNode answer) {
            this(new LinkedHashMap<>());
            answer.fields().forEachRemaining(field -> rest.put(field.getKey(), field.getValue()));
            rest.keySet().removeAll(List.of("jti", "iat", "exp"));
        }
    }

    @Test
    void scopesAreApart() {
        String read = mint("read", "notes:read");
        String write = mint("write", "notes:write");
        assertThat(evaluations.reused(read).get("scope").asText()).isEqualTo("notes:read");
        assertThat(realm.introspection().of(write).get("scope").asText()).isEqualTo("notes:write");
        assertThat(evaluations.reused(write).get("scope").asText()).isEqualTo("notes:write");
        assertThat(evaluations.reused(read).get("scope").asText()).isEqualTo("notes:read");
    }

    @Test
    void tokenClientsAreApart() {
        String ofNotes = mint("one", "notes:read");
        realm.addTokenClient("other", "notes:read");
        String ofOther = mintFor("other");
        assertThat(evaluations.reused(ofNotes).get("client_id").asText()).isEqualTo(NOTES);
        assertThat(realm.introspection().of(ofOther).get("client_id").asText()).isEqualTo("other");
        assertThat(evaluations.reused(ofOther).get("client_id").asText()).isEqualTo("other");
    }

    @Test
    void namesOfTheServerAreApart() {
        String secret = mint("one");
        String issuer = evaluations.reused(secret).get("iss").asText();
        JsonNode elsewhere = realm.introspection().at("127.0.0.1").of(secret);
        assertThat(elsewhere.get("iss").asText()).isEqualTo(issuer.replace("localhost", "127.0.0.1"));
        assertThat(realm.introspection().of(secret).get("iss").asText()).isEqualTo(issuer);
    }

    @Test
    void callersAreApartAndEachIsCheckedAgainstTheAudience() {
        realm.addClient("stranger", client -> client.setSecret("stranger-secret"));
        realm.addClient("friend", client -> client.setSecret("friend-secret"));
        realm.addAudience(NOTES, "friend");
        String secret = mint("one");
        evaluations.reused(secret);
        int hits = evaluations.count("hit");
        assertThat(realm.introspection("stranger", "stranger-secret").of(secret))
                .hasToString("{\"active\":false}");
        assertThat(realm.introspection("friend", "friend-secret").isActive(secret))
                .isTrue();
        assertThat(evaluations.count("hit")).isEqualTo(hits);
        assertThat(evaluations.count("audience")).isEqualTo(1);
    }

    @Test
    void audienceIsCheckedAtEachUse() {
        realm.addClient("stranger", client -> {
            client.setSecret("stranger-secret");
            client.setAttributes(Map.of("allow.token.introspection.without.audience.check", "true"));
        });
        String secret = mint("one");
        evaluations.reused(secret);
        assertThat(realm.introspection("stranger", "stranger-secret").isActive(secret))
                .isTrue();
        realm.changeClient("stranger", client -> client.getAttributes()
                .put("allow.token.introspection.without.audience.check", "false"));
        assertThat(realm.introspection("stranger", "stranger-secret").isActive(secret))
                .isFalse();
    }

    @Test
    void lightweightAccessTokensAreApart() {
        realm.addClient("second-api", client -> client.setSecret("second-secret"));
        realm.changeClient(NOTES_API, client -> client.setAttributes(Map.of()));
        String secret = mint("one");
        evaluations.reused(secret);
        int hits = evaluations.count("hit");
        keycloak.control().introspect(realm, secret, Map.of("lightweight", "true"));
        assertThat(evaluations.count("hit")).isEqualTo(hits);
    }

    @Test
    void aJwtIsSignedEachTime() {
        realm.changeClient(NOTES_API, client -> client.getAttributes()
                .put("client.introspection.response.allow.jwt.claim.enabled", "true"));
        String secret = mint("one");
        evaluations.reused(secret);
        for (int i = 0; i < 2; i++) {
            JsonNode answer = realm.introspection()
                    .ask(secret, Map.of(), "application/jwt")
                    .json();
            assertThat(answer.get("jwt").asText()).startsWith("ey");
        }
        assertThat(evaluations.count("jwt")).isEqualTo(2);
        assertThat(evaluations.reused(secret).has("jwt")).isFalse();
    }

    /** Changes of the row, realm, client or user that end the API token. The verifier checks them at each use. */
    static Stream<Arguments> ends() {
        Map<String, Consumer<TestRealm>> ends = new LinkedHashMap<>();
        ends.put("its user revokes it", realm -> realm.account(ALICE)
                .delete("/"
                        + realm.account(ALICE).get("").json().get(0).get("id").asText()));
        ends.put("the user is disabled", realm -> realm.changeUser(ALICE, user -> user.setEnabled(false)));
        ends.put("the user is removed", realm -> realm.user(ALICE).remove());
        ends.put(
                "the user signs out of everything",
                realm -> realm.changeRealm(
                        settings -> settings.setNotBefore((int) (System.currentTimeMillis() / 1000) + 60)));
        ends.put(
                "the token client is disabled", realm -> realm.changeClient(NOTES, client -> client.setEnabled(false)));
        ends.put(
                "the token client is none any more",
                realm -> realm.changeClient(
                        NOTES, client -> client.getAttributes().put("api.tokens.enabled", "false")));
        ends.put("the token client is removed", realm -> realm.client(NOTES).remove());
        ends.put("the user loses the role that the scope needs", realm -> realm.removeNotesRole(ALICE, "read"));
        return ends.entrySet().stream().map(end -> Arguments.of(Named.of(end.getKey(), end.getValue())));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void law1WhatEndsAnApiTokenIsKnownAtOnce(Consumer<TestRealm> end) {
        String secret = mint("one", "notes:read");
        evaluations.reused(secret);
        end.accept(realm);
        assertThat(realm.introspection().of(secret)).hasToString("{\"active\":false}");
    }

    @Test
    void removedClientTakesItsRolesAlong() {
        realm.addClient("friend", client -> client.setSecret("friend-secret"));
        realm.addAudience(NOTES, "friend");
        String secret = mint("one");
        assertThat(evaluations.reused(secret).get("resource_access").has(NOTES_API))
                .isTrue();
        assertThat(realm.introspection("friend", "friend-secret").isActive(secret))
                .isTrue();
        realm.client(NOTES_API).remove();
        JsonNode after = realm.introspection("friend", "friend-secret").of(secret);
        assertThat(after.path("resource_access").has(NOTES_API)).isFalse();
        assertThat(after.get("active").asBoolean()).isTrue();
    }

    @Test
    void clearedRealmCacheIsKnown() {
        String secret = mint("one");
        assertThat(evaluations.reused(secret).get("team").asText()).isEqualTo("writers");
        keycloak.database()
                .update("update PROTOCOL_MAPPER_CONFIG set VALUE = 'by hand' where NAME = 'claim.value'"
                        + " and PROTOCOL_MAPPER_ID in (select ID from PROTOCOL_MAPPER where CLIENT_ID = '"
                        + realm.clientId(NOTES) + "' and NAME = 'team')");
        assertThat(evaluations.reused(secret).get("team").asText()).isEqualTo("writers");
        realm.admin().clearRealmCache();
        assertThat(realm.introspection().of(secret).get("team").asText()).isEqualTo("by hand");
    }

    @Test
    void clearedUserCacheIsKnown() {
        String secret = mint("one");
        String before = evaluations.reused(secret).get("first_name").asText();
        keycloak.database()
                .update("update USER_ENTITY set FIRST_NAME = 'By hand' where ID = '" + realm.userId(ALICE) + "'");
        assertThat(evaluations.reused(secret).get("first_name").asText()).isEqualTo(before);
        realm.admin().clearUserCache();
        assertThat(realm.introspection().of(secret).get("first_name").asText()).isEqualTo("By hand");
    }

    @Test
    void requestThatChangesTheRealmSeesItsChangeAndOthersDoNot() {
        mappers.addToScope("notes:read", "team", HARDCODED, Map.of("claim.name", "crew", "claim.value", "writers"));
        String secret = mint("one");
        evaluations.reused(secret);
        JsonNode own = keycloak.control()
                .introspect(realm, secret, Map.of("team", "readers", "fail", "true"))
                .json();
        assertThat(own.get("crew").asText()).isEqualTo("readers");
        assertThat(evaluations.count("changed")).isEqualTo(1);
        assertThat(realm.introspection().of(secret).get("crew").asText()).isEqualTo("writers");
        assertThat(evaluations.reused(secret).get("crew").asText()).isEqualTo("writers");
    }

    @Test
    void requestThatChangesTheUserSeesItsChangeAndOthersDoNot() {
        String secret = mint("one");
        String before = evaluations.reused(secret).get("first_name").asText();
        JsonNode own = keycloak.control()
                .introspect(realm, secret, Map.of("firstName", "Alicia", "fail", "true"))
                .json();
        assertThat(own.get("first_name").asText()).isEqualTo("Alicia");
        assertThat(evaluations.count("user")).isEqualTo(1);
        assertThat(realm.introspection().of(secret).get("first_name").asText()).isEqualTo(before);
        assertThat(evaluations.reused(secret).get("first_name").asText()).isEqualTo(before);
    }

    private String mint(String label, String... scopes) {
        return realm.account(ALICE)
                .mint(label, scopes.length == 0 ? new String[] {"notes:read"} : scopes)
                .secret();
    }

    private Minted minted(String label, int lifetime) {
        var mint = body().put("label", label).put("lifetime", lifetime);
        mint.putArray("scopes").add("notes:read");
        return AccountApi.minted(realm.account(ALICE).post(mint));
    }

    private String mintFor(String clientId) {
        var mint = body().put("label", "of " + clientId).put("clientId", clientId);
        mint.putArray("scopes").add("notes:read");
        return AccountApi.minted(realm.account(ALICE).post(mint)).secret();
    }
}
