package io.apitokens.keycloak.tests.doors;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.Exchange;
import io.apitokens.keycloak.tests.fixture.PlantingServer;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** A session that has the id of a derived session and is none, or not of the user of the API token. */
class ForeignSessionIT {

    private static final String STORED =
            "select count(*) from OFFLINE_USER_SESSION where USER_SESSION_ID = ? and OFFLINE_FLAG = '0'";

    private static PlantingServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = PlantingServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({ALICE + ",openid-connect", BOB + ",openid-connect", BOB + ",api-token"})
    void law3IsUsedAtNoDoorAndOutlivesTheApiToken(String username, String method) {
        try (TestRealm realm = TestRealm.create(server.keycloak())) {
            realm.addAccountScope(NOTES, GATEWAY);
            Minted minted = realm.account(ALICE).mint("hijacked", "account");
            server.plant(realm, minted.sessionId(), username, method);

            for (String type : List.of("access_token", "refresh_token")) {
                assertThat(realm.exchange()
                                .of(
                                        minted.secret(),
                                        Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:" + type))
                                .status())
                        .isEqualTo(400);
            }
            assertThat(realm.account("", minted.secret()).status()).isEqualTo(401);
            assertThat(realm.admin()
                            .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, null, null))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.getDetails()).containsEntry("api_token_id", minted.id()));

            realm.account(ALICE).delete("/" + minted.id());
            assertThat(server.keycloak().database().count(STORED, minted.sessionId()))
                    .as("the session goes on")
                    .isEqualTo(1);
        }
    }

    /** Without this the test above would pass on a server where nothing can be exchanged. */
    @Test
    void exchangeWorksWithoutSuchASession() {
        try (TestRealm realm = TestRealm.create(server.keycloak())) {
            Exchange exchange = realm.exchange();
            String secret = realm.account(ALICE).mint("plain").secret();
            assertThat(exchange.of(secret).status()).isEqualTo(200);
        }
    }
}
