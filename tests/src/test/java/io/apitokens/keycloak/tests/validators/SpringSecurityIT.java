package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.apitokens.keycloak.launcher.ExampleApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** The recipe for Spring Security, with the example API, which logs all that Spring Security does. */
@IntegrationTest
class SpringSecurityIT {

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    SpringSecurityIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @Test
    void apiAcceptsApiTokensUntilTheyAreRevoked(@TempDir Path folder) throws IOException {
        AccountApi alice = realm.account(ALICE);
        Minted reader = alice.mint("reader", "notes:read");
        Path log = folder.resolve("api.log");
        Map<String, String> settings = Map.of("LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_SECURITY", "TRACE");
        try (ExampleApi api = ExampleApi.start("notes-api", keycloak.url(), realm.name(), settings, 0, log)) {
            assertThat(read(api, reader.secret()).status()).isEqualTo(200);
            assertThat(write(api, reader.secret()).status())
                    .as("without the scope")
                    .isEqualTo(403);
            Answer junk = read(api, "junk");
            assertThat(junk.status()).isEqualTo(401);
            assertThat(junk.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
            Answer anonymous = Http.send(Http.to(api.url() + "/notes").GET());
            assertThat(anonymous.status()).isEqualTo(401);
            // RFC 6750, section 3.1: without an error code
            assertThat(anonymous.header("WWW-Authenticate"))
                    .startsWith("Bearer")
                    .doesNotContain("error");
            alice.delete("/" + reader.id());
            assertThat(read(api, reader.secret()).status()).as("at once").isEqualTo(401);
        }
        assertThat(Files.readString(log)).contains("TRACE").doesNotContain(reader.secret(), NOTES_API_SECRET);
    }

    private static Answer read(ExampleApi api, String token) {
        return Http.send(Http.to(api.url() + "/notes")
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    private static Answer write(ExampleApi api, String token) {
        return Http.send(Http.to(api.url() + "/notes")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"Buy milk\"}")));
    }
}
