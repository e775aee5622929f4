package io.apitokens.keycloak.tests.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpServer;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the spans that an OpenTelemetry collector receives from a Keycloak that traces every request. */
class TracingIT {

    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    @Test
    void verificationAndRevocationAreSpansAndNoSecretIsInATrace(@TempDir Path folder) throws IOException {
        HttpServer collector = collector();
        try (Database database = Database.start(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                        folder,
                        database,
                        "--tracing-enabled=true",
                        "--tracing-protocol=http/protobuf",
                        "--tracing-endpoint=http://localhost:"
                                + collector.getAddress().getPort());
                TestRealm realm = TestRealm.create(keycloak)) {
            AccountApi alice = realm.account(ALICE);
            Minted minted = alice.mint("traced");
            realm.introspection().of(minted.secret());
            realm.exchange().of(minted.secret());
            alice.delete("/" + minted.id());
            realm.introspection().of(minted.secret());

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(String.join("", received))
                    .contains("ApiTokenVerifier.verify", "ApiTokenRevocation.end", "kc.apiToken.outcome"));
            assertThat(received).noneMatch(trace -> trace.contains(minted.secret()));
        } finally {
            collector.stop(0);
        }
    }

    /** Names are readable in the binary form of the protocol. */
    private HttpServer collector() throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        return collector;
    }
}
