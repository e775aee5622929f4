package io.apitokens.keycloak.tests.doors;

import java.nio.file.Path;
import java.util.List;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.OwnServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests API tokens and derived JWTs at the REST of two other extensions, on a server whose option lists one of them.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ExtensionBearerIT {

    private OwnServer server;
    private TestRealm realm;
    private Minted minted;
    private String jwt;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = OwnServer.start(folder, "--spi-api-token--bearer--extensions=test-bearer,unknown");
        realm = TestRealm.create(server.keycloak());
        minted = realm.account(ALICE).mint("for extensions");
        jwt = realm.exchange().withRefreshToken(minted.secret()).jwt();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        // path                          | API token, derived JWT, ordinary token
        "/test-bearer,                     200, 200, 200",
        "/test-bearer/below/x,             200, 200, 200",
        "/test-bearer/below/test-bearer-too, 200, 200, 200",
        "/test-bearer-too,                 401, 401, 200",
        "/test-bearer-too/below/x,         401, 401, 200",
        "/test-bearer-too/below/test-bearer, 401, 401, 200",
        "/test-bearer-too;test-bearer, 400, 400, 400",
        "/test-bearer-too?extension=test-bearer, 401, 401, 200",
        "/test%2Dbearer, 400, 400, 400",
        "/test%2Dbearer-too, 400, 400, 400",
        "/unknown,                         404, 404, 404",
    })
    void law11OptionOpensExactlyTheExtensionsThatItLists(String path, int apiToken, int derived, int ordinary) {
        assertThat(get(path, minted.secret())).as("API token").isEqualTo(apiToken);
        assertThat(get(path, jwt)).as("derived JWT").isEqualTo(derived);
        assertThat(get(path, realm.accessToken(ALICE))).as("ordinary token").isEqualTo(ordinary);
    }

    @ParameterizedTest
    @CsvSource({"/test-bearer", "/test-bearer/below/x"})
    void law4RevokedTokenOpensNone(String path) {
        Minted revoked = realm.account(ALICE).mint("revoked at " + path);
        String made = realm.exchange().withRefreshToken(revoked.secret()).jwt();
        List<String> bearers = List.of(revoked.secret(), made);
        assertThat(bearers).allSatisfy(bearer -> assertThat(get(path, bearer)).isEqualTo(200));
        realm.account(ALICE).delete("/" + revoked.id());
        assertThat(bearers).allSatisfy(bearer -> assertThat(get(path, bearer)).isEqualTo(401));
    }

    private int get(String path, String bearer) {
        return Http.send(Http.to(realm.url() + path)
                        .header("Authorization", "Bearer " + bearer)
                        .GET())
                .status();
    }
}
