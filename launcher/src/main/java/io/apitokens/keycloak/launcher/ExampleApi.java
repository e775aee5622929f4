package io.apitokens.keycloak.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running example API, which accepts tokens of one realm. */
public final class ExampleApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int UNAUTHORIZED = 401;

    private final ServerProcess process;
    private final String url;

    private ExampleApi(ServerProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts an example and waits until it refuses a request without a token.
     *
     * @param name of its folder below {@code examples}
     * @param keycloak base URL
     * @param settings more environment variables than those of the realm and the port
     * @param port 0 selects a free port
     */
    public static ExampleApi start(
            String name, String keycloak, String realm, Map<String, String> settings, int port, Path log) {
        int freePort = Ports.resolve(port);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Distribution.find().example(name).toString()));
        builder.environment().put("KEYCLOAK_URL", keycloak);
        builder.environment().put("KEYCLOAK_REALM", realm);
        builder.environment().put("SERVER_PORT", Integer.toString(freePort));
        builder.environment().putAll(settings);
        String url = "http://localhost:" + freePort;
        ServerProcess process = ServerProcess.start(builder, log);
        process.awaitAnswer(URI.create(url + "/notes"), status -> status == UNAUTHORIZED, PATIENCE);
        return new ExampleApi(process, url);
    }

    /** Returns the base URL, without a slash at its end. */
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
