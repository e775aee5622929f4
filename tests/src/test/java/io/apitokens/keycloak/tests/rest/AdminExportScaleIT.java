package io.apitokens.keycloak.tests.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.LiveObjects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an export of many API tokens needs no more memory than one of few. {@code -Drows=1000000} sets their
 * number.
 */
@Tag("database")
@Tag("slow")
@EnabledIfSystemProperty(named = "database", matches = "postgres")
@Timeout(value = 6, unit = TimeUnit.HOURS)
class AdminExportScaleIT {

    private static final System.Logger LOG = System.getLogger(AdminExportScaleIT.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final int SAMPLES = 5;

    /** The rows of the test take ten times as much, if the server keeps them. */
    private static final long MAX_GROWTH = 8_000_000;

    @Test
    void memoryStaysFlatWhileEveryApiTokenIsExportedOnce(@TempDir Path folder) throws Exception {
        try (Database database = Database.start(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database)) {
            TestRealm realm = TestRealm.create(keycloak);
            realm.addManagementRoles(BOB, "view-users");
            ManyApiTokens rows = new ManyApiTokens(
                    database, realm.admin().toRepresentation().getId(), realm.userId(ALICE), realm.clientId(NOTES));
            rows.add(1_000, System.currentTimeMillis(), null, null);
            assertThat(export(keycloak, realm, 1_000)).isPositive();
            long before = LiveObjects.of(keycloak).bytes();
            rows.add(ROWS - 1_000, System.currentTimeMillis(), null, null);
            long most = export(keycloak, realm, ROWS);
            LOG.log(
                    System.Logger.Level.INFO,
                    "Live bytes before the export of {0} rows: {1}, at most meanwhile: {2}",
                    ROWS,
                    before,
                    most);
            assertThat(most - before).isLessThan(MAX_GROWTH);
        }
    }

    /** Returns the most live bytes of the server during an export. */
    private static long export(KeycloakUnderTest keycloak, TestRealm realm, int rows)
            throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>();
        long most = 0;
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(realm.url().replace("/realms/", "/admin/realms/")
                                        + "/api-tokens/export?format=ndjson"))
                                .header("Authorization", "Bearer " + realm.accessToken(BOB))
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ids.add(JSON.readTree(line).get("id").asText());
                if (ids.size() % (rows / SAMPLES) == rows / SAMPLES / 2) {
                    most = Math.max(most, LiveObjects.of(keycloak).bytes());
                }
            }
        }
        assertThat(ids).hasSize(rows);
        return most;
    }
}
