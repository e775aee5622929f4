package io.apitokens.keycloak.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keycloak with API tokens and the notes API beside it, until Ctrl-C. */
final class Demo {

    private static final String ADMIN = "admin";
    private static final String ADMIN_PASSWORD = "admin-demo-password";
    private static final int FAILURE = 1;
    private static final int USAGE_ERROR = 2;

    private static final String WELCOME = """

            Ready. Ctrl-C stops it. Keycloak keeps its data; the notes are lost.

              Account console   %1$s/realms/demo/account
                                alice / alice-demo-password   may read and write notes
                                bob   / bob-demo-password     may read notes
              Admin console     %1$s/admin/demo/console/
                                carol / carol-demo-password   may manage the realm demo
              Server's admin    %1$s/admin
                                %2$s / %3$s
                                (for the page API tokens, set the admin theme in
                                Realm settings, Themes)

            Create an API token in the account console (Account security, API tokens), then:

              TOKEN=kcat_...
              curl -i -H "Authorization: Bearer $TOKEN" %4$s/notes
              curl -i -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
                   -d '{"text": "Buy milk"}' %4$s/notes

            The response that the notes API gets from Keycloak:

              curl -u notes-api:notes-api-demo-secret -d token=$TOKEN \\
                   %1$s/realms/demo/protocol/openid-connect/token/introspect; echo
            """;

    private final PrintStream console;
    private final PrintStream errors;
    private final Distribution distribution = Distribution.find();
    private final Path folder = distribution.repository().resolve(".demo");
    private final AtomicBoolean ending = new AtomicBoolean();

    private Demo(PrintStream console, PrintStream errors) {
        this.console = console;
        this.errors = errors;
    }

    /** Runs the demo. Exit status 1: it cannot start or continue. 2: the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new Demo(System.out, System.err).run(arguments));
    }

    private int run(String... arguments) {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            errors.println(e.getMessage());
            return USAGE_ERROR;
        }
        if (options.help()) {
            console.print(usage());
            return 0;
        }
        try {
            serve(options);
        } catch (IllegalStateException | UncheckedIOException e) {
            // After Ctrl-C, the end of the servers is no failure.
            if (ending.compareAndSet(false, true)) {
                errors.println(e.getMessage());
            }
        }
        return FAILURE;
    }

    private void serve(DemoOptions options) {
        try (FileChannel channel = FileChannel.open(
                        Files.createDirectories(folder).resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new IllegalStateException("The demo is already running from this folder. Stop it first.");
            }
            requireFree(options.port(), DemoOptions.PORT);
            requireFree(options.apiPort(), DemoOptions.API_PORT);
            startBoth(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startBoth(DemoOptions options) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::announceEnd));
        try (KeycloakServer keycloak = startKeycloak(options);
                ExampleApi api = startApi(keycloak, options.apiPort())) {
            console.println(WELCOME.formatted(keycloak.url(), ADMIN, ADMIN_PASSWORD, api.url()));
            CompletableFuture.anyOf(keycloak.onExit(), api.onExit()).join();
            throw new IllegalStateException("A server has stopped. See its log, which is named above.");
        }
    }

    private KeycloakServer startKeycloak(DemoOptions options) {
        Path home = distribution.install(
                folder.resolve("keycloak"), distribution.providers(), List.of(distribution.demoRealm()));
        KeycloakServer.Builder keycloak = KeycloakServer.in(home)
                .port(options.port())
                .admin(ADMIN, ADMIN_PASSWORD)
                .environment(KeycloakServer.JAVA_OPTIONS, KeycloakServer.SHORT_LIVED);
        console.printf("Starting Keycloak %s (the first time takes half a minute) ...%n", distribution.version());
        console.printf("  log: %s%n", keycloak.log());
        return keycloak.start();
    }

    private ExampleApi startApi(KeycloakServer keycloak, int port) {
        Path log = folder.resolve("notes-api.log");
        console.println("Starting the notes API ...");
        console.printf("  log: %s%n", log);
        return ExampleApi.start("notes-api", keycloak.url(), "demo", Map.of(), port, log);
    }

    /** Returns the usage. The script prints the same file without a build. */
    private static String usage() {
        try (InputStream text = Demo.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void announceEnd() {
        if (ending.compareAndSet(false, true)) {
            console.println("Stopping ...");
        }
    }

    private static void requireFree(int port, String option) {
        if (!Ports.isFree(port)) {
            throw new IllegalStateException("Port %d is in use. Choose another with %s.".formatted(port, option));
        }
    }
}
