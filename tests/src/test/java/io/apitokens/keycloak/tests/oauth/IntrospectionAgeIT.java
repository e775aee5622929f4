package io.apitokens.keycloak.tests.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.BadRequestException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests the {@code exp} of answers to an API that limits how long it keeps them. */
@IntegrationTest
@Tag("compatibility")
class IntrospectionAgeIT {

    private static final String ATTRIBUTE = "api.tokens.introspection.max.age";
    private static final int AGE = 100;

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private AccountApi alice;

    IntrospectionAgeIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
        realm.changeClient(NOTES_API, client -> client.getAttributes()
                .put("client.introspection.response.allow.jwt.claim.enabled", "true"));
    }

    @BeforeEach
    void age() {
        alice = realm.account(ALICE);
        alice.revokeAll();
        setAge(Integer.toString(AGE));
    }

    private void setAge(String value) {
        realm.changeClient(NOTES_API, client -> client.getAttributes().put(ATTRIBUTE, value));
    }

    @Test
    void apiTokenThatNeverExpiresIsToBeAskedForAgain() {
        String secret = alice.mint("for ever", "notes:read").secret();
        assertEndsWith(AGE, secret);
        assertThat(realm.introspection(GATEWAY, GATEWAY_SECRET).of(secret).has("exp"))
                .as("for another API")
                .isFalse();
        setAge("");
        assertThat(realm.introspection().of(secret).has("exp")).isFalse();
    }

    @Test
    void answerIsTheSameButForItsExpiry() {
        String secret = alice.mint("same", "notes:read").secret();
        JsonNode bounded = realm.introspection().of(secret);
        setAge("");
        JsonNode unbounded = realm.introspection().of(secret);
        ((ObjectNode) bounded).remove("exp");
        assertThat(bounded).isEqualTo(unbounded);
    }

    @Test
    void trueExpiryIsTheLimit() {
        long expires = Instant.now().plusSeconds(AGE / 2).toEpochMilli();
        String early = AccountApi.minted(alice.post(body().put("label", "early").put("expiresTimestamp", expires)))
                .secret();
        assertThat(realm.introspection().of(early).get("exp").asLong()).isEqualTo(expires / 1000);
        String late = AccountApi.minted(
                        alice.post(body().put("label", "late").put("expiresTimestamp", expires + 1_000_000)))
                .secret();
        assertEndsWith(AGE, late);
    }

    @Test
    void derivedJwtIsToBeAskedForAgain() {
        String jwt = realm.exchange()
                .withRefreshToken(alice.mint("exchanged", "notes:read").secret())
                .jwt();
        assertEndsWith(AGE, jwt);
        setAge("3000");
        assertThat(realm.introspection().of(jwt).get("exp").asLong()).isEqualTo(expiry(jwt));
    }

    @Test
    void law9OtherJwtsKeepTheirExpiry() {
        String login = realm.accessToken(NOTES, ALICE, "notes:read");
        assertThat(realm.introspection().of(login).get("exp").asLong()).isEqualTo(expiry(login));
    }

    /** A JWT of the answer is valid for a minute, or as long as the token. */
    @Test
    void signedJwtOfTheAnswerKeepsItsExpiry() {
        String secret = alice.mint("signed", "notes:read").secret();
        String derived = realm.exchange().withRefreshToken(secret).jwt();
        for (String token : new String[] {secret, derived}) {
            long before = Instant.now().getEpochSecond();
            JsonNode answer = realm.introspection()
                    .ask(token, Map.of(), "application/jwt")
                    .json();
            long after = Instant.now().getEpochSecond();
            assertThat(expiry(answer.get("jwt").asText())).isBetween(before + 60, after + 60);
            assertThat(answer.get("exp").asLong()).isBetween(before + AGE, after + AGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "86401", "30s", "1.5", " 30", "99999999999", "none"})
    void invalidValueIsRefusedWhereItIsSet(String value) {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> setAge(value))
                .satisfies(e -> assertThat(e.getResponse().readEntity(String.class))
                        .contains(ATTRIBUTE + " must be 1 to 86400 seconds", "attributes." + ATTRIBUTE));
        assertThat(realm.client(NOTES_API).toRepresentation().getAttributes())
                .containsEntry(ATTRIBUTE, Integer.toString(AGE));
    }

    @Test
    void invalidValueOfAnImportIsIgnoredAndLoggedOnce() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("imported");
        client.setSecret("imported-secret");
        client.setAttributes(Map.of(ATTRIBUTE, "30s"));
        PartialImportRepresentation imported = new PartialImportRepresentation();
        imported.setClients(List.of(client));
        realm.admin().partialImport(imported).close();
        realm.addAudience(NOTES, "imported");
        String secret = alice.mint("x", "notes:read").secret();
        ServerLog log = keycloak.logFromNow();
        for (int i = 0; i < 3; i++) {
            JsonNode answer = realm.introspection("imported", "imported-secret").of(secret);
            assertThat(answer.get("active").asBoolean()).isTrue();
            assertThat(answer.has("exp")).isFalse();
        }
        assertThat(log.linesWith("KCAT-0014")).singleElement().asString().contains("imported", realm.name());
    }

    private static long expiry(String jwt) {
        return Jwt.parse(jwt).claims().get("exp").asLong();
    }

    private void assertEndsWith(int seconds, String token) {
        long before = Instant.now().getEpochSecond();
        long exp = realm.introspection().of(token).get("exp").asLong();
        assertThat(exp).isBetween(before + seconds, Instant.now().getEpochSecond() + seconds);
    }
}
