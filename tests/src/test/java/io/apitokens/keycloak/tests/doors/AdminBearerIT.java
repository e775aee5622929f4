package io.apitokens.keycloak.tests.doors;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests API tokens as bearer tokens of the admin REST API, on a server whose option permits it. */
@TestInstance(Lifecycle.PER_CLASS)
class AdminBearerIT {

    private Database database;
    private KeycloakUnderTest keycloak;
    private TestRealm realm;
    private Exchange gateway;

    @BeforeAll
    void start(@TempDir Path folder) {
        database = Database.start(folder);
        keycloak = KeycloakUnderTest.start(folder, database, "--spi-api-token--bearer--admin-api=true");
        realm = TestRealm.create(keycloak);
        gateway = realm.exchange();
        realm.addAdminScope(ALICE, NOTES, TestRealm.GATEWAY);
    }

    @AfterAll
    void stop() {
        keycloak.close();
        database.close();
    }

    @Test
    void opensAsFarAsTheScopeGoes() {
        assertThat(users(mint("admin")).json()).hasSize(3);
        assertThat(users(mint("notes:read")).status()).isEqualTo(403);
    }

    @Test
    void doesNotOpenForAClientWithRolesOfItsOwn() {
        assertThat(users(gateway.withRefreshToken(mint("admin")).jwt()).status())
                .isEqualTo(401);
        String narrow = mint("notes:read");
        assertThat(users(gateway.withRefreshToken(narrow).jwt()).status()).isEqualTo(401);
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        assertThat(users(narrow).status()).isEqualTo(401);
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(false));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /users/{bob}/reset-password, '{\"type\":\"password\",\"value\":\"bob-demo-password\"}', 204",
        "POST, /users, '{\"username\":\"dave\"}', 201",
        "PUT, /users/{bob}, '{\"lastName\":\"changed\"}', 204",
        "PUT, /clients/{notes-api}, '{\"description\":\"changed\"}', 204"
    })
    void doesAllThatTheRolesOfTheTokenAllow(String method, String path, String body, int status) {
        Answer answer = Http.send(admin(
                        path.replace("{bob}", realm.userId(BOB))
                                .replace("{notes-api}", realm.clientId(TestRealm.NOTES_API)),
                        mint("admin"))
                .method(method, BodyPublishers.ofString(body)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api-tokens",
        "GET, /api-tokens/count",
        "GET, /api-tokens/policy",
        "PUT, /api-tokens/policy",
        "POST, /api-tokens",
        "GET, /api-tokens/options?user=x",
        "GET, /api-tokens/export",
        "GET, /api-tokens/applications",
        "PUT, /api-tokens/applications/unknown",
        "POST, /api-tokens/diagnose",
        "POST, /api-tokens/unknown/rotate",
        "POST, /api-tokens/revocations?search=x",
        "DELETE, /api-tokens/unknown"
    })
    void law8ApiTokensAreNotManaged(String method, String path) {
        Answer answer = Http.send(admin(path, mint("admin")).method(method, BodyPublishers.ofString("{}")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(realm.apiTokensAdmin().get("/policy").json()).hasToString("{\"exchangeEnabled\":true}");
    }

    @Test
    void largeBodiesArriveWhole() {
        String body = "{\"lastName\":\"large\"" + " ".repeat(300_000) + "}";
        assertThat(Http.send(admin("/users/" + realm.userId(BOB), mint("admin")).PUT(BodyPublishers.ofString(body)))
                        .status())
                .isEqualTo(204);
        assertThat(realm.user(BOB).toRepresentation().getLastName()).isEqualTo("large");
    }

    @Test
    void endedTokenIsRefusedAtOnce() {
        String secret = mint("admin");
        realm.accountWith(secret).delete("/self");
        assertThat(users(secret).status()).isEqualTo(401);
    }

    private String mint(String... scopes) {
        return realm.account(ALICE).mint("token " + UUID.randomUUID(), scopes).secret();
    }

    private Answer users(String bearer) {
        return Http.send(admin("/users", bearer).GET());
    }

    private HttpRequest.Builder admin(String path, String bearer) {
        return Http.to(keycloak.url() + "/admin/realms/" + realm.name() + path)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json");
    }
}
