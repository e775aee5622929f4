package io.apitokens.keycloak.tests.validators;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.launcher.Ports;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The events that Keycloak's experimental feature {@code ssf} pushes about API tokens. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class PushedRevocationIT {

    private static final String OPTION = "--spi-ssf-transmitter--default--";
    private static final String RECEIVER = "notes-gateway-events";
    private static final String URL = "https://gateway.example.com/events";
    private static final String RECEIVER_SECRET = "receiver-test-secret";
    private static final int MANY = 1_000;

    /** The endpoints of the transmitter for receivers. */
    private static final List<String> TRANSMITTER = List.of("streams", "streams/status", "subjects/add", "verify");

    private final SignalReceiver receiver = new SignalReceiver();
    private Database database;
    private KeycloakUnderTest keycloak;
    private TestRealm realm;
    private AccountApi alice;

    @BeforeAll
    void start(@TempDir Path folder) {
        int port = Ports.free();
        database = Database.start(folder);
        keycloak = KeycloakUnderTest.start(
                folder,
                database,
                Distribution.find().providers(),
                port,
                KeycloakUnderTest.METRICS,
                "--features=ssf",
                // Keycloak loses events of background tasks if it does not know its URL.
                "--hostname=http://localhost:" + port,
                "--spi-api-token-life-cycle--scheduled--interval=1",
                OPTION + "allow-insecure-push-targets=true",
                OPTION + "outbox-drainer-interval=1s");
        realm = TestRealm.create(keycloak);
        realm.changeRealm(settings -> settings.getAttributes().put("ssf.transmitterEnabled", "true"));
        realm.addClient(RECEIVER, client -> {
            client.setSecret(RECEIVER_SECRET);
            client.setServiceAccountsEnabled(true);
            client.setOptionalClientScopes(List.of("ssf.read", "ssf.manage"));
            client.setAttributes(
                    Map.of("ssf.enabled", "true", "ssf.defaultSubjects", "ALL", "ssf.validPushUrls", receiver.url()));
        });
        Answer stream = Http.sendToBroken(stream(keycloak.admin().tokenManager().getAccessTokenString())
                .POST(BodyPublishers.ofString(Recipe.of("Pushed revocations", "json")
                        .with(URL, receiver.url())
                        .text())));
        assertThat(stream.status()).as(stream.body()).isEqualTo(201);
        alice = realm.account(ALICE);
    }

    private HttpRequest.Builder stream(String token) {
        return Http.to(keycloak.url() + "/admin/realms/" + realm.name() + "/ssf/clients/" + RECEIVER + "/stream")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    @AfterAll
    void stop() {
        keycloak.close();
        database.close();
        receiver.close();
    }

    @BeforeEach
    void forget() {
        alice.revokeAll();
        receiver.forget();
    }

    @Test
    void eachChangeIsPushedWithTheIdAndNothingSecretOrPersonal() {
        Minted minted = alice.mint("a private label", "notes:read");
        awaitTypes(minted, "update");
        alice.put(minted.id(), body().put("label", "another private label").put("description", "private"));
        awaitTypes(minted, "update", "update");
        String rotated = alice.post("/" + minted.id() + "/rotate", "{}")
                .json()
                .get("secret")
                .asText();
        awaitTypes(minted, "update", "update", "update");
        alice.delete("/" + minted.id());
        awaitTypes(minted, "update", "update", "update", "delete");
        assertThat(changes(minted)).allSatisfy(change -> {
            assertThat(change.text("iss")).isEqualTo(realm.url());
            JsonNode event = SignalReceiver.event(change);
            assertThat(event.fieldNames())
                    .toIterable()
                    .containsOnly(
                            "change_type",
                            "credential_type",
                            "event_timestamp",
                            "initiating_entity",
                            "kc_credential_id",
                            "kc_credential_type");
            assertThat(event.get("credential_type").asText()).isEqualTo("api-token");
            assertThat(change.claims().get("sub_id").get("sub").asText()).isEqualTo(realm.userId(ALICE));
            assertThat(change.claims().toString())
                    .doesNotContain(minted.secret(), rotated, "kcat_", "private", ALICE, "127.0.0.1");
        });
    }

    /** A way in which an API token ends. */
    private interface End {
        void end(PushedRevocationIT test, Minted minted);
    }

    static Stream<Named<End>> ends() {
        return Stream.of(
                Named.of("its user", (test, minted) -> test.alice.delete("/" + minted.id())),
                Named.of("itself", (test, minted) -> test.realm
                        .accountWith(minted.secret())
                        .delete("/self")),
                Named.of("its client", (test, minted) -> test.realm.revocation().revoke(minted.secret())),
                Named.of(
                        "an admin",
                        (test, minted) -> test.realm.apiTokensAdmin().delete("/" + minted.id())),
                Named.of(
                        "whoever found it",
                        (test, minted) -> Http.send(Http.to(test.realm.url() + "/api-tokens/leaked")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"secrets\":[\"" + minted.secret() + "\"]}")))));
    }

    /** So a gateway that drops an answer and asks again does not keep it again. */
    @ParameterizedTest
    @MethodSource("ends")
    void revocationIsPushedAfterItIsEffective(End way) {
        Minted minted = alice.mint("revoked", "notes:read");
        awaitTypes(minted, "update");
        List<Boolean> active = new CopyOnWriteArrayList<>();
        receiver.atArrival(() -> active.add(realm.introspection().isActive(minted.secret())));
        way.end(this, minted);
        awaitTypes(minted, "update", "delete");
        assertThat(active).isNotEmpty().doesNotContain(true);
    }

    @Test
    void expiryIsPushed() {
        Minted minted =
                AccountApi.minted(alice.post(body().put("label", "short").put("lifetime", 2)));
        awaitTypes(minted, "update", "delete");
    }

    /** By default, Keycloak pushes 50 events in 30 seconds, and here 50 in one. */
    @Test
    void eachOfManyRevocationsIsPushed() {
        new ManyApiTokens(database, realm.admin().toRepresentation().getId(), realm.userId(BOB), realm.clientId(NOTES))
                .add(MANY, 1, null, null);
        Answer started = realm.apiTokensAdmin().post("/revocations?user=" + realm.userId(BOB), "");
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        await().atMost(Duration.ofMinutes(3)).until(() -> ids().size() >= MANY);
        assertThat(receiver.changes())
                .extracting(change ->
                        SignalReceiver.event(change).get("change_type").asText())
                .containsOnly("delete");
    }

    @Test
    void pushThatIsRefusedComesAgain() {
        Minted minted = alice.mint("refused");
        awaitTypes(minted, "update");
        receiver.refuseNext(1);
        alice.delete("/" + minted.id());
        awaitTypes(minted, "update", "delete");
        assertThat(receiver.refused()).isEqualTo(1);
    }

    /** An hour of caching is an hour of the previous authority. */
    @Test
    void changeOfAuthorityIsNotPushed() {
        Minted before = alice.mint("before", "notes:write");
        // Events arrive in the order of the changes: after this one, none of an earlier test does.
        awaitTypes(before, "update");
        receiver.forget();
        realm.removeNotesRole(ALICE, "write");
        realm.changeUser(ALICE, user -> user.setEnabled(false));
        realm.changeUser(ALICE, user -> user.setEnabled(true));
        realm.addNotesRole(ALICE, "write");
        Minted after = alice.mint("after");
        awaitTypes(after, "update");
        assertThat(receiver.changes()).hasSize(1);
    }

    @Test
    void law11ApiTokensManageNoStreams() {
        realm.addAdminScope(ALICE, NOTES, CONSOLE);
        String secret = realm.account(ALICE).mint("admin", "admin").secret();
        String jwt = realm.exchange().withRefreshToken(secret).jwt();
        for (String token : List.of(secret, jwt)) {
            assertThat(Http.sendToBroken(stream(token).GET()).status()).isEqualTo(401);
            for (String path : TRANSMITTER) {
                assertThat(transmitter(path, token)).as(path).isEqualTo(401);
            }
        }
        String login = realm.accessToken(CONSOLE, ALICE, "openid admin");
        assertThat(Http.sendToBroken(stream(login).GET()).status())
                .as("an ordinary token of the same user")
                .isEqualTo(200);
        String receivers = realm.token(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                RECEIVER,
                "client_secret",
                RECEIVER_SECRET,
                "scope",
                "ssf.read ssf.manage"));
        for (String path : TRANSMITTER) {
            assertThat(transmitter(path, receivers))
                    .as("%s of the receiver itself", path)
                    .isNotEqualTo(401);
        }
    }

    private int transmitter(String path, String token) {
        return Http.sendToBroken(Http.to(realm.url() + "/ssf/transmitter/" + path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")))
                .status();
    }

    private List<Jwt> changes(Minted minted) {
        return receiver.changes().stream()
                .filter(change -> id(change).equals(minted.id()))
                .toList();
    }

    private Set<String> ids() {
        Set<String> ids = new HashSet<>();
        receiver.changes().forEach(change -> ids.add(id(change)));
        return ids;
    }

    private static String id(Jwt change) {
        return SignalReceiver.event(change).get("kc_credential_id").asText();
    }

    private void awaitTypes(Minted minted, String... types) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(changes(minted))
                .extracting(change ->
                        SignalReceiver.event(change).get("change_type").asText())
                .containsExactly(types));
    }
}
