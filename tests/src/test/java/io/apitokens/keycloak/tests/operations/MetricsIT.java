package io.apitokens.keycloak.tests.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the metrics of API tokens at Keycloak's metrics endpoint. */
@IntegrationTest
class MetricsIT {

    private static final String PREFIX = "keycloak_api_tokens_";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[a-z_]+");

    private final KeycloakUnderTest keycloak;
    private final ServerControl server;
    private TestRealm realm;
    private AccountApi alice;

    MetricsIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
        this.server = keycloak.control();
    }

    @BeforeEach
    void freshRealm(TestRealm fresh) {
        realm = fresh;
        realm.allowMintingExchange(NOTES);
        alice = realm.account(ALICE);
    }

    @AfterEach
    void rightTime() {
        server.setAhead(Duration.ZERO);
    }

    @Test
    void introspectionsAreCountedByOutcome() {
        Minted used = alice.mint("used");
        Minted ended = alice.mint("ended");
        alice.delete("/" + ended.id());
        realm.introspection().of(used.secret());
        realm.introspection().of(used.secret());
        realm.introspection().of(ended.secret());
        realm.addClient("stranger", client -> client.setSecret("stranger-secret"));
        realm.introspection("stranger", "stranger-secret").of(used.secret());
        realm.introspection().of("junk");
        realm.introspection().of(realm.accessToken(ALICE));

        assertThat(count("introspections", "outcome=\"active\"")).isEqualTo(2);
        assertThat(count("introspections", "outcome=\"revoked\"")).isEqualTo(1);
        assertThat(count("introspections", "outcome=\"audience\"")).isEqualTo(1);
        assertThat(count("introspections"))
                .as("what is no API token is not counted")
                .isEqualTo(4);
    }

    @Test
    void mintsAndRotationsAreCountedByOutcomeWhateverTheirDoor() {
        Minted minted = alice.mint("by its user");
        realm.apiTokensAdmin().post("", body().put("label", "by an admin").put("userId", realm.userId(ALICE)));
        mintByExchange("by a client");
        alice.post(body().put("label", "by its user"));
        MintedSecrets.remember(alice.post("/" + minted.id() + "/rotate", "{}")
                .json()
                .get("secret")
                .asText());
        alice.post("/" + minted.id() + "/rotate", "{\"gracePeriod\":-1}");

        assertThat(count("mints", "outcome=\"success\"")).isEqualTo(3);
        assertThat(count("mints", "outcome=\"invalid_request\"")).isEqualTo(1);
        assertThat(count("rotations", "outcome=\"success\"")).isEqualTo(1);
        assertThat(count("rotations", "outcome=\"invalid_request\"")).isEqualTo(1);
    }

    @Test
    void exchangesOfBothDirectionsAreCountedByOutcome() {
        Minted minted = mintByExchange("by a client");
        realm.exchange().of(minted.secret());
        alice.delete("/" + minted.id());
        realm.exchange().of(minted.secret());
        realm.publicExchange(NOTES)
                .of(realm.accessToken(ALICE), Map.of("requested_token_type", "urn:apitokens:token-type:api-token"));

        assertThat(count("exchanges", "outcome=\"success\"")).isEqualTo(1);
        assertThat(count("exchanges", "outcome=\"invalid_request\"")).isEqualTo(1);
        assertThat(count("minting_exchanges", "outcome=\"success\"")).isEqualTo(1);
        assertThat(count("minting_exchanges", "outcome=\"invalid_request\"")).isEqualTo(1);
    }

    @Test
    void revocationsAreCountedByActorAndReason() {
        alice.delete("/" + alice.mint("by its user").id());
        realm.apiTokensAdmin().delete("/" + alice.mint("by an admin").id());
        realm.revocation().revoke(alice.mint("by its client").secret());
        realm.accountWith(null)
                .post("/leaked", "{\"secrets\":[\"" + alice.mint("leaked").secret() + "\"]}");
        AccountApi.minted(alice.post(body().put("label", "expires").put("lifetime", 3600)));
        server.setAhead(Duration.ofHours(2));

        await().untilAsserted(() -> assertThat(revocations("none", "expired")).isEqualTo(1));
        assertThat(revocations("user", "requested")).isEqualTo(1);
        assertThat(revocations("admin", "requested")).isEqualTo(1);
        assertThat(revocations("client", "requested")).isEqualTo(1);
        assertThat(revocations("none", "leaked")).isEqualTo(1);
        assertThat(count("revocations")).isEqualTo(5);
    }

    /** An alarm on growth misses the first event of a counter that begins at one. */
    @Test
    void metricsOfAlarmsBeginAtZero() {
        realm.introspection().of(alice.mint("introspected").secret());
        assertThat(ours())
                .anyMatch(line -> line.contains(realm.name()) && line.contains("leaked") && line.matches(".* 0(\\.0)?"))
                .anyMatch(
                        line -> line.contains(realm.name()) && line.contains("rotated") && line.matches(".* 0(\\.0)?"))
                .anyMatch(line -> line.contains("tasks_seconds_count")
                        && line.contains("outcome=\"error\"")
                        && line.matches(".* 0(\\.0)?"));
    }

    @Test
    void activeTokensAreShownByRealmAndNothingIsLeftOfARealmThatIsGone() {
        alice.mint("one");
        alice.mint("two");
        alice.delete("/" + alice.mint("ended").id());
        server.setAhead(Duration.ofMinutes(6));
        await().untilAsserted(() -> assertThat(count("active")).isEqualTo(2));

        realm.close();
        await().untilAsserted(() -> assertThat(ours()).noneMatch(line -> line.contains(realm.name())));
    }

    @Test
    void tasksAreTimed() {
        server.setAhead(Duration.ofHours(2));
        for (String task : List.of("end-expired", "notice-expiring", "take-summaries", "remove-ended", "write-uses")) {
            await().untilAsserted(() -> assertThat(keycloak.metrics()
                            .sum(PREFIX + "tasks_seconds_count", "task=\"" + task + "\"", "outcome=\"success\""))
                    .as(task)
                    .isPositive());
        }
    }

    @Test
    void dashboardAsksForNothingThatIsNotThereAndNobodyIsInThePage() throws IOException {
        Minted minted = alice.mint("a label of alice's");
        Minted exchanged = mintByExchange("another label of alice's");
        realm.introspection().of(minted.secret());
        realm.exchange().of(exchanged.secret());
        MintedSecrets.remember(alice.post("/" + minted.id() + "/rotate", "{}")
                .json()
                .get("secret")
                .asText());
        alice.delete("/" + exchanged.id());
        // Reads the id before the clock is moved and the login of the test's admin expires.
        String aliceId = realm.userId(ALICE);
        server.setAhead(Duration.ofMinutes(6));
        await().untilAsserted(() -> assertThat(count("active")).isPositive());

        assertThat(namesInDashboard())
                .hasSizeGreaterThan(8)
                .allSatisfy(name ->
                        assertThat(keycloak.metrics().has(name)).as(name).isTrue());
        assertThat(String.join("\n", ours().toList()))
                .doesNotContain(minted.id(), exchanged.id(), "label", aliceId, "kcat_", GATEWAY, "127.0.0.1")
                .doesNotContain(ALICE, GATEWAY_SECRET);
        assertThat(ours().flatMap(line ->
                                Pattern.compile("(\\w+)=\"").matcher(line).results())
                        .map(label -> label.group(1)))
                .isSubsetOf("realm", "outcome", "actor", "reason", "task");
    }

    private Set<String> namesInDashboard() throws IOException {
        Path file = Distribution.find().repository().resolve("docs").resolve("grafana-dashboard.json");
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(file));
        return dashboard.findValuesAsText("expr").stream()
                .flatMap(expression -> NAME.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private Minted mintByExchange(String label) {
        return realm.mintByExchange(realm.publicExchange(NOTES), realm.accessToken(NOTES, ALICE, "notes:read"), label);
    }

    private Stream<String> ours() {
        return keycloak.metrics().page().lines().filter(line -> line.startsWith(PREFIX));
    }

    private double revocations(String actor, String reason) {
        return count("revocations", "actor=\"" + actor + "\"", "reason=\"" + reason + "\"");
    }

    /** Returns a metric of the test's realm. */
    private double count(String metric, String... labels) {
        String name = PREFIX + metric + ("active".equals(metric) ? "" : "_total");
        return keycloak.metrics()
                .sum(
                        name,
                        Stream.concat(Stream.of("realm=\"" + realm.name() + "\""), Stream.of(labels))
                                .toArray(String[]::new));
    }
}
