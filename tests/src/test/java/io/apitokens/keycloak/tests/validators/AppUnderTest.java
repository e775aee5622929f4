package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import org.awaitility.core.ConditionTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A program with a recipe of the documentation, as a process that listens on a port of the loopback interface. */
final class AppUnderTest implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final String url;

    private AppUnderTest(Process process, Path log, String url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /**
     * Starts a program, and waits until it refuses a request without a token.
     *
     * @param folder the working directory, which gets the log
     * @param url of something that needs a token, on the port that the program is told to listen on
     */
    static AppUnderTest start(Path folder, String url, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = folder.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        AppUnderTest app = new AppUnderTest(builder.start(), log, url);
        try {
            await().atMost(2, TimeUnit.MINUTES)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> !app.process.isAlive() || app.isUp());
        } catch (ConditionTimeoutException e) {
            app.close();
        }
        if (!app.process.isAlive()) {
            throw new AssertionError(command.get(0) + " does not serve:\n" + app.log());
        }
        return app;
    }

    private boolean isUp() {
        return getWithoutToken().status() == 401;
    }

    /** Runs a command to its end, which must be a success. */
    static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(printed).isZero();
    }

    /** Installs the packages of the lock file in a folder. */
    static void installPackages(Path folder) throws IOException, InterruptedException {
        run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    /** Sends a GET with a bearer token. */
    Answer get(String token) {
        return Http.send(Http.to(url).header("Authorization", "Bearer " + token).GET());
    }

    /** Sends a GET without credentials. */
    Answer getWithoutToken() {
        return Http.send(Http.to(url).GET());
    }

    /** All that the program has printed. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
