package io.apitokens.keycloak.tests.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the script of {@code examples/renewal} in the shell, also killed between any two of its commands. */
@IntegrationTest
class RenewalScriptIT {

    private static final Path SCRIPT =
            Path.of("..", "examples", "renewal", "renew").toAbsolutePath().normalize();
    private static final List<String> COMMANDS =
            List.of("cat", "cp", "curl", "flock", "mv", "readlink", "rm", "sed", "sync");
    private static final int KILLED = 128 + 9;
    private static final int NEVER = 0;

    private final TestRealm realm;

    @TempDir
    private Path folder;

    private Path file;

    RenewalScriptIT(TestRealm realm) {
        this.realm = realm;
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true}");
    }

    /** Puts programs into the path that count the commands of the script, and kill it before or after one of them. */
    @BeforeEach
    void commands() throws IOException {
        file = folder.resolve("api-token");
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String command : COMMANDS) {
            Path program = programs.resolve(command);
            Files.writeString(program, """
                    #!/bin/sh
                    read -r step <"$STEPS"
                    step=$((step + 1))
                    echo $step >"$STEPS"
                    [ $((2 * step)) -ne $KILL_AT ] || kill -9 0
                    %s "$@"
                    status=$?
                    [ $((2 * step + 1)) -ne $KILL_AT ] || kill -9 0
                    exit $status
                    """.formatted(find(command)));
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
    }

    private static Path find(String command) {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, command))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                program.isPresent() || Boolean.parseBoolean(System.getenv("REQUIRE_PROGRAMS")),
                command + " is not installed: see .ci/run");
        return program.orElseThrow();
    }

    @Test
    void storesTheNewSecretAndLeavesNothingElse() throws Exception {
        Minted minted = mint("renewed");
        assertThat(run(NEVER)).isZero();
        assertThat(stored()).isNotEqualTo(minted.secret());
        assertThat(realm.introspection().of(stored()).get("jti").asText()).isEqualTo(minted.id());
        String newest = stored();
        assertThat(run(NEVER)).as("within the grace period").isZero();
        assertThat(stored()).isEqualTo(newest);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("api-token", "api-token.lock", "bin", "steps", "log");
    }

    @Test
    void modeOfTheFileAndALinkToItStay() throws Exception {
        mint("readable by a group");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path target = file;
        file = Files.createSymbolicLink(folder.resolve("link"), target);
        String before = stored();
        assertThat(run(NEVER)).isZero();
        assertThat(file).isSymbolicLink();
        assertThat(stored()).isNotEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void missingFileIsSaidAndLeavesNothing() throws Exception {
        assertThat(run(NEVER)).isEqualTo(1);
        assertThat(folder.resolve("log")).content().contains("There is no API token in");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("bin", "steps", "log");
    }

    @Test
    void killedAtAnyStepLosesNothing() throws Exception {
        int killAt = 2;
        int status;
        do {
            Minted minted = mint("killed at " + killAt);
            status = run(killAt);
            assertThat(realm.introspection().isActive(stored()))
                    .as("the stored secret after a kill at %d", killAt)
                    .isTrue();
            assertThat(run(NEVER)).as("the run after a kill at %d", killAt).isZero();
            assertThat(stored()).isNotEqualTo(minted.secret());
            assertThat(realm.accountWith(stored()).post("/self/rotate", "{}").status())
                    .as("the newest secret after a kill at %d: only the grace period is in the way", killAt)
                    .isEqualTo(429);
            killAt++;
        } while (status == KILLED);
        assertThat(killAt).as("steps").isGreaterThan(20);
        assertThat(status).isZero();
        assertNoAlarm();
    }

    /** Raises an alarm, and waits until it is the only one. */
    private void assertNoAlarm() {
        Minted stolen = realm.account(ALICE).mint("stolen");
        for (int i = 0; i < 2; i++) {
            realm.accountWith(stolen.secret()).post("/self/rotate", "{}");
        }
        await().untilAsserted(() -> assertThat(alarms()).containsExactly(stolen.id()));
    }

    private Stream<String> alarms() {
        return realm
                .admin()
                .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, null, null)
                .stream()
                .map(EventRepresentation::getDetails)
                .filter(details -> "late_use".equals(details.get("action")))
                .map(details -> details.get("api_token_id"));
    }

    @Test
    void refusalIsSaidAndChangesNothing() throws Exception {
        Minted minted = mint("refused");
        realm.apiTokensAdmin().setPolicy("{}");
        assertThat(run(NEVER)).isEqualTo(1);
        assertThat(folder.resolve("log")).content().contains("status 403", "apiTokenSelfRotationDisabled");
        assertThat(stored()).isEqualTo(minted.secret());
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true}");
        assertThat(run(NEVER)).isZero();
        assertThat(stored()).isNotEqualTo(minted.secret());
    }

    private Minted mint(String label) throws IOException {
        Minted minted = realm.account(ALICE).mint(label);
        Files.writeString(file, minted.secret() + "\n");
        return minted;
    }

    private String stored() throws IOException {
        String secret = Files.readString(file).trim();
        MintedSecrets.remember(secret);
        return secret;
    }

    private int run(int killAt) throws IOException, InterruptedException {
        Path steps = Files.writeString(folder.resolve("steps"), "0");
        // A process group of its own, so that the kill hits nothing else.
        ProcessBuilder builder = new ProcessBuilder(
                        find("setsid").toString(), "--wait", SCRIPT.toString(), realm.url(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
        builder.environment().put("STEPS", steps.toString());
        builder.environment().put("KILL_AT", Integer.toString(killAt));
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
