package io.apitokens.keycloak.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Keycloak with API tokens and the example API beside it, until Ctrl-C. */
final class Demo {

    private static final String ADMIN = "admin";
    private static final String ADMIN_PASSWORD = "admin-demo-password";
    private static final int USAGE_ERROR = 2;

    private static final String WELCOME = """

            Ready. Ctrl-C stops it; the data stay.

              Account console   %1$s/realms/demo/account/account-security/api-tokens
                                alice / alice-demo-password   may read and write notes
                                bob   / bob-demo-password     may read notes
              Admin console     %1$s/admin
                                %2$s / %3$s
              Log of Keycloak   %5$s

            Create an API token in the account console, then:

              TOKEN=kcat_...
              curl -i -H "Authorization: Bearer $TOKEN" %4$s/notes
              curl -i -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
                   -d '{"text": "Buy milk"}' %4$s/notes

            What the API sees when it asks Keycloak:

              curl -u notes-api:notes-api-demo-secret -d token=$TOKEN \\
                   %1$s/realms/demo/protocol/openid-connect/token/introspect
            """;

    private final PrintStream console;
    private final Distribution distribution = Distribution.find();

    private Demo(PrintStream console) {
        this.console = console;
    }

    /** Exit status 1: it cannot start; 2: the command line is wrong. */
    public static void main(String[] arguments) throws InterruptedException {
        Demo demo = new Demo(System.out);
        try {
            DemoOptions options = DemoOptions.parse(arguments);
            if (options.help()) {
                demo.console.println(DemoOptions.USAGE);
                return;
            }
            demo.run(options);
        } catch (IllegalArgumentException e) {
            System.err.append(e.getMessage()).append('\n');
            System.exit(USAGE_ERROR);
        } catch (IllegalStateException e) {
            System.err.append(e.getMessage()).append('\n');
            System.exit(1);
        }
    }

    private void run(DemoOptions options) throws InterruptedException {
        requireFree(options.port(), DemoOptions.PORT);
        requireFree(options.managementPort(), DemoOptions.MANAGEMENT_PORT);
        requireFree(options.apiPort(), DemoOptions.API_PORT);
        Path folder = distribution.repository().resolve(".demo");
        Path home = distribution.install(
                folder.resolve("keycloak"), distribution.providers(), List.of(distribution.demoRealm()));

        console.println("Starting Keycloak (the first start takes half a minute) ...");
        try (KeycloakServer keycloak = KeycloakServer.in(home)
                        .port(options.port())
                        .managementPort(options.managementPort())
                        .admin(ADMIN, ADMIN_PASSWORD)
                        .start();
                NotesApi api = startApi(keycloak, options.apiPort(), folder)) {
            console.println(WELCOME.formatted(
                    keycloak.url(), ADMIN, ADMIN_PASSWORD, api.url(), repositoryPath(keycloak.log())));
            new CountDownLatch(1).await();
        }
    }

    private NotesApi startApi(KeycloakServer keycloak, int port, Path folder) {
        console.println("Starting the demo API ...");
        return NotesApi.start(distribution, keycloak.url(), "demo", port, folder.resolve("notes-api.log"));
    }

    private Path repositoryPath(Path file) {
        return distribution.repository().relativize(file);
    }

    private static void requireFree(int port, String option) {
        if (!Ports.isFree(port)) {
            throw new IllegalStateException("Port %d is taken. Choose another with %s.".formatted(port, option));
        }
    }
}
