package io.apitokens.keycloak.tests.docs;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import io.apitokens.keycloak.launcher.ExampleApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.files.Place;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests RFC 8693 end to end: Spring Security's own token exchange, between an API token and an API that accepts only
 * JWTs.
 */
@IntegrationTest
class GatewayExampleIT {

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    GatewayExampleIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @Test
    void gatewayExchangesApiTokensForAnApiThatKnowsOnlyJwts() {
        try (ExampleApi api = start("notes-api", Map.of("SPRING_PROFILES_ACTIVE", "jwt"));
                ExampleApi gateway = start("notes-gateway", Map.of("NOTES_URL", api.url()))) {
            Minted reader = realm.account(ALICE).mint("reader", "notes:read");
            Minted writer = realm.account(ALICE).mint("writer", "notes:read", "notes:write");
            assertThat(read(api, writer).status()).as("the API itself").isEqualTo(401);
            assertThat(write(gateway, writer).status()).isEqualTo(201);
            assertThat(read(gateway, reader).body()).contains("Buy milk");
            assertThat(write(gateway, reader).status()).isEqualTo(403);
            realm.account(ALICE).delete("/" + reader.id());
            assertThat(read(gateway, reader).status()).isEqualTo(401);
            assertThat(read(gateway, writer).status()).isEqualTo(200);
        }
    }

    private ExampleApi start(String name, Map<String, String> settings) {
        return ExampleApi.start(name, keycloak.url(), realm.name(), settings, 0, Place.own(name + "-exchange.log"));
    }

    private static Answer read(ExampleApi api, Minted token) {
        return Http.send(Http.to(api.url() + "/notes")
                .header("Authorization", "Bearer " + token.secret())
                .GET());
    }

    private static Answer write(ExampleApi api, Minted token) {
        return Http.send(Http.to(api.url() + "/notes")
                .header("Authorization", "Bearer " + token.secret())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"Buy milk\"}")));
    }
}
