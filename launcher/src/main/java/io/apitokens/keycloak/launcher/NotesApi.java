package io.apitokens.keycloak.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The example API, running against a realm. */
public final class NotesApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;

    private final ServerProcess process;
    private final String url;

    private NotesApi(ServerProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it and waits until it refuses a request without a token.
     *
     * @param keycloak base URL
     * @param port 0 for a free one
     */
    public static NotesApi start(Distribution distribution, String keycloak, String realm, int port, Path log) {
        int freePort = Ports.resolve(port);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                distribution.notesApi().toString()));
        builder.environment().put("KEYCLOAK_URL", keycloak);
        builder.environment().put("KEYCLOAK_REALM", realm);
        builder.environment().put("SERVER_PORT", Integer.toString(freePort));
        String url = "http://localhost:" + freePort;
        ServerProcess process = ServerProcess.start(builder, log);
        process.awaitAnswer(URI.create(url + "/notes"), status -> status == UNAUTHORIZED, PATIENCE);
        return new NotesApi(process, url);
    }

    /** Base URL, without a slash at its end. */
    public String url() {
        return url;
    }

    CompletableFuture<?> onExit() {
        return process.onExit();
    }

    @Override
    public void close() {
        process.close();
    }
}
