package io.apitokens.keycloak.tests.rest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A node writes only some exports at a time, because one that nobody reads occupies a thread. */
@IntegrationTest
class UnreadExportIT {

    /** An answer of some megabytes, which the buffers between server and reader do not hold. */
    private static final int ROWS = 20_000;

    /** Keycloak has 50 threads at least. */
    private static final int READERS = 60;

    private static final int SMALL_BUFFER = 2_048;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    @Test
    void nodeAnswersWhileNobodyReadsItsExports(KeycloakUnderTest keycloak, TestRealm realm) throws IOException {
        String realmId = realm.admin().toRepresentation().getId();
        realm.addManagementRoles(BOB, "view-users");
        String secret = realm.account(ALICE).mint("in use").secret();
        new ManyApiTokens(keycloak.database(), realmId, realm.userId(ALICE), realm.clientId(NOTES))
                .add(ROWS, System.currentTimeMillis(), null, null);
        AdminApi admin = realm.apiTokensAdmin(realm.accessToken(BOB));
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(beginExport(realm, realm.accessToken(BOB)));
            }
            await().atMost(A_WHILE).until(() -> admin.get("/export?max=1").status() == 503);
            Answer refused = admin.get("/export?max=1");
            assertThat(refused.json().get("errorMessage").asText()).isEqualTo("apiTokenExportsBusy");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(realm.introspection().isActive(secret)).isTrue();
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
            await().atMost(A_WHILE).until(() -> admin.get("/export?max=1").status() == 200);
            // The removal of the realm would end each of them.
            keycloak.database().update("delete from API_TOKEN where REALM_ID = '" + realmId + "'");
        }
    }

    private static Socket beginExport(TestRealm realm, String accessToken) throws IOException {
        URI server = URI.create(realm.url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        String request = "GET /admin/realms/" + realm.name() + "/api-tokens/export HTTP/1.1\r\nHost: "
                + server.getAuthority() + "\r\nAuthorization: Bearer " + accessToken + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
