package io.apitokens.keycloak.tests.rest;

import java.io.IOException;
import java.io.InputStream;
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
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Exports whose readers are slow, hang up, or belong to an admin who loses the permission meanwhile. */
@IntegrationTest
class UnreadExportIT {

    /** An answer of some megabytes, which the buffers between server and reader do not hold. */
    private static final int ROWS = 20_000;

    /** Keycloak has 50 threads at least. */
    private static final int READERS = 60;

    private static final int SMALL_BUFFER = 2_048;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final String realmId;
    private String secret;

    UnreadExportIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        this.realmId = realm.admin().toRepresentation().getId();
    }

    @BeforeAll
    void addRows() {
        secret = realm.account(ALICE).mint("in use").secret();
        new ManyApiTokens(keycloak.database(), realmId, realm.userId(ALICE), realm.clientId(NOTES))
                .add(ROWS, System.currentTimeMillis(), null, null);
    }

    @AfterAll
    void removeRows() {
        // The removal of the realm would end each of them.
        keycloak.database().update("delete from API_TOKEN where REALM_ID = '" + realmId + "'");
    }

    @Test
    void nodeAnswersWhileNobodyReadsItsExports() throws IOException {
        realm.addManagementRoles(BOB, "view-users");
        AdminApi admin = realm.apiTokensAdmin(realm.accessToken(BOB));
        ServerLog log = keycloak.logFromNow();
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(beginExport(realm.accessToken(BOB)));
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
        }
        assertThat(log.linesWith(" ERROR ["))
                .as("readers that hang up are no errors")
                .isEmpty();
    }

    @Test
    void exportBreaksOffAfterItsAdminWasDisabled() throws IOException {
        realm.addManagementRoles(CAROL, "view-users");
        ServerLog log = keycloak.logFromNow();
        try (Socket reader = beginExport(realm.accessToken(CAROL))) {
            InputStream answer = reader.getInputStream();
            assertThat(new String(answer.readNBytes(SMALL_BUFFER), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
            realm.changeUser(CAROL, carol -> carol.setEnabled(false));
            String rest = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest.lines().count()).isLessThan(ROWS);
            assertThat(rest).doesNotEndWith("\r\n0\r\n\r\n");
        } finally {
            realm.changeUser(CAROL, carol -> carol.setEnabled(true));
        }
        assertThat(log.linesWith(" ERROR [")).isEmpty();
    }

    private Socket beginExport(String accessToken) throws IOException {
        URI server = URI.create(realm.url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout((int) A_WHILE.toMillis());
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        String request = "GET /admin/realms/" + realm.name() + "/api-tokens/export HTTP/1.1\r\nHost: "
                + server.getAuthority() + "\r\nAuthorization: Bearer " + accessToken + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
