package io.apitokens.keycloak.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.launcher.KeycloakServer;
import io.apitokens.keycloak.launcher.Ports;

/** A Keycloak in production mode, with the extension, and its PostgreSQL. */
final class Servers implements AutoCloseable {

    /** The URL stays the same if Keycloak restarts, because tokens name it. */
    private final int port = Ports.free();

    private final Path home;
    private final Postgres database;
    private final String javaOptions;
    private KeycloakServer keycloak;

    private Servers(Path home, Postgres database, String javaOptions) {
        this.home = home;
        this.database = database;
        this.javaOptions = javaOptions;
        this.keycloak = start();
    }

    /** Starts both, with their files in a folder. */
    static Servers start(Path folder, List<String> users, String javaOptions) {
        Distribution distribution = Distribution.find();
        Path realm = BenchRealm.write(distribution.demoRealm(), folder, users);
        Path home = distribution.install(folder.resolve("keycloak"), distribution.providers(), List.of(realm));
        buildFor(home, providers(home));
        Postgres database = Postgres.start(folder.resolve("postgres"));
        boolean started = false;
        try {
            Servers servers = new Servers(home, database, javaOptions);
            started = true;
            return servers;
        } finally {
            if (!started) {
                database.close();
            }
        }
    }

    /** Builds Keycloak, unless its last build was for the same jars. */
    private static void buildFor(Path home, String jars) {
        Path marker = home.resolve("lib/quarkus/built-for.txt");
        try {
            if (!Files.exists(marker) || !Files.readString(marker).equals(jars)) {
                KeycloakServer.build(home, "--db=postgres");
                Files.writeString(marker, jars);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names and times of the installed jars. The time of a jar follows from its contents. */
    private static String providers(Path home) {
        try (Stream<Path> jars = Files.list(home.resolve("providers"))) {
            return jars.sorted()
                    .map(jar -> jar.getFileName() + " " + jar.toFile().lastModified())
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts Keycloak again on the same database. */
    void restart(String... options) {
        keycloak.close();
        keycloak = start(options);
    }

    private KeycloakServer start(String... options) {
        return KeycloakServer.in(home)
                .port(port)
                .production()
                .options(options)
                .options(database.options())
                // Users mint more than people do, and scheduled tasks must not touch the rows that nobody minted.
                .options("--spi-api-token--jpa--max-active=100000")
                .options("--spi-api-token-life-cycle--scheduled--interval=86400")
                .environment("JAVA_OPTS_APPEND", "-Djgroups.bind.address=127.0.0.1 " + javaOptions)
                .start();
    }

    Postgres database() {
        return database;
    }

    /** Returns the base URL of Keycloak, without a slash at its end. */
    String url() {
        return keycloak.url();
    }

    /** Returns the CPU times of Keycloak and the database. */
    CpuTimes cpuTimes() {
        return new CpuTimes(keycloak.cpuTime(), database.cpuTime());
    }

    @Override
    public void close() {
        keycloak.close();
        database.close();
    }

    /** The CPU times since the start of the servers. */
    record CpuTimes(Duration server, Duration database) {

        CpuTimes since(CpuTimes earlier) {
            return new CpuTimes(server.minus(earlier.server), database.minus(earlier.database));
        }
    }
}
