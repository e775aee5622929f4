package io.apitokens.keycloak.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.RealmRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs the commands of the documentation, unchanged, with Keycloak's own {@code kcadm.sh}. */
@IntegrationTest
class DocumentedCommandsIT {

    private static final String COMMAND = "./kcadm.sh ";
    private static final String LOGIN = "config credentials ";

    // The placeholders of the documentation, with the values of the realm.
    private static final String AN_API_TOKEN = "0b0f4c0e-6a0e-4a54-9c4f-5f6a3f1c2d11";
    private static final String A_USER = "8a6e0804-2bd0-4672-b79d-d97027f9071a";
    private static final String A_NUMBER = "expected=451";

    private final KeycloakUnderTest keycloak;

    DocumentedCommandsIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @Test
    void kcadmReadsEndsAndMintsApiTokens(TestRealm realm, @TempDir Path folder) throws Exception {
        AccountApi alice = realm.account(ALICE);
        Minted one = alice.mint("one");
        alice.mint("another");
        realm.addManagementRoles(BOB, "realm-admin");
        String printed = run(realm, folder, commands("rest.md").map(line -> line.replace(AN_API_TOKEN, one.id())
                .replace(A_USER, realm.userId(BOB))
                .replace(A_NUMBER, "expected=1")));
        List<String> secrets =
                printed.lines().filter(line -> line.contains("\"secret\"")).toList();
        secrets.forEach(line -> MintedSecrets.remember(line.split("\"")[3]));

        assertThat(printed).contains("\"label\" : \"another\"", "\"neverExpiring\" : 2", "\"matching\" : 1");
        assertThat(secrets).as(printed).hasSize(1);
        await().until(() -> labels(realm, "?status=active").equals(List.of("robot")));
        assertThat(labels(realm, "?status=revoked")).containsExactlyInAnyOrder("one", "another");
    }

    @Test
    void kcadmWritesThePolicy(TestRealm realm, @TempDir Path folder) throws Exception {
        realm.addManagementRoles(BOB, "realm-admin");
        String printed = run(realm, folder, commands("policy.md"));
        assertThat(printed).contains("\"requiredRole\" : \"api-user\"");
        JsonNode policy = realm.apiTokensAdmin().get("/policy").json();
        assertThat(policy.get("maxLifetime").asInt()).isEqualTo(31_536_000);
        assertThat(policy.has("requiredRole")).isFalse();
    }

    /** Leaves out the login, which is that of the test, and the theme of {@code master}, which other tests see. */
    @Test
    void kcadmSetsUpATokenClient(TestRealm realm, @TempDir Path folder) throws Exception {
        realm.addManagementRoles(BOB, "realm-admin");
        realm.addClient("robots", client -> {});
        AccountApi alice = realm.account(ALICE);
        assertThat(alice.get("/options").body()).doesNotContain("robots");
        run(
                realm,
                folder,
                commands("install.md")
                        .filter(line -> !line.contains("config credentials") && !line.contains("realms/master"))
                        .map(line -> line.replace("clientId=notes", "clientId=robots")));
        RealmRepresentation settings = realm.admin().toRepresentation();
        assertThat(List.of(settings.getAccountTheme(), settings.getAdminTheme()))
                .containsOnly("api-tokens");
        assertThat(alice.get("/options").body()).contains("robots");
    }

    private static List<String> labels(TestRealm realm, String query) {
        return realm.apiTokensAdmin().get(query).json().findValuesAsText("label");
    }

    /** Returns the commands of a page, except the login to the demo. */
    private static Stream<String> commands(String document) throws IOException {
        return Files.readString(Distribution.find().repository().resolve("docs").resolve(document))
                .lines()
                .filter(line -> line.contains(COMMAND) && !line.contains("`") && !line.contains(LOGIN));
    }

    /** Runs commands as an admin of the realm does, one after the other in one shell. */
    private String run(TestRealm realm, Path folder, Stream<String> commands) throws Exception {
        Path home = Distribution.find().install(folder.resolve("keycloak"), List.of(), List.of());
        String script = Stream.concat(
                        Stream.of(COMMAND + LOGIN + "--server " + keycloak.url() + " --realm myrealm --user " + BOB),
                        commands)
                .map(line -> line.replace("myrealm", realm.name()))
                .collect(Collectors.joining("\n", "set -eux\n", "\n"));
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(home.resolve("bin").toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KC_CLI_PASSWORD", BOB + "-demo-password");
        // The folder in which kcadm.sh keeps its login.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + folder);
        Process shell = builder.start();
        String printed = new String(shell.getInputStream().readAllBytes());
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shell.exitValue()).as(printed).isZero();
        return printed;
    }
}
