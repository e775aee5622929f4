package io.apitokens.keycloak.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running Keycloak in development mode. */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ServerProcess process;
    private final String url;

    private KeycloakServer(ServerProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /** A Keycloak to be started in a folder that {@link Distribution#install} prepared. */
    public static Builder in(Path home) {
        return new Builder(home);
    }

    /** Base URL, without a slash at its end. */
    public String url() {
        return url;
    }

    /** The file that holds what the server prints. */
    public Path log() {
        return process.log();
    }

    CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /** Ends the server and waits until it is gone, its ports and its database's file with it. */
    @Override
    public void close() {
        process.close();
    }

    /** How to start a Keycloak. */
    public static final class Builder {

        private final Path home;
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private int port;
        private int managementPort;
        private String admin = "admin";
        private String adminPassword = "admin";
        private boolean importRealms = true;

        private Builder(Path home) {
            this.home = home;
        }

        /** 0, the default, for a free one. */
        public Builder port(int httpPort) {
            this.port = httpPort;
            return this;
        }

        /** 0, the default, for a free one. */
        public Builder managementPort(int httpManagementPort) {
            this.managementPort = httpManagementPort;
            return this;
        }

        /** The admin that an empty database begins with. */
        public Builder admin(String name, String password) {
            this.admin = name;
            this.adminPassword = password;
            return this;
        }

        /** Whether the realm files of the home are imported, the default. A realm that exists is left as it is. */
        public Builder importRealms(boolean wanted) {
            this.importRealms = wanted;
            return this;
        }

        /** Further options of {@code kc.sh}. */
        public Builder options(String... kcOptions) {
            options.addAll(List.of(kcOptions));
            return this;
        }

        /**
         * A variable of the server's environment. Variables of this process that configure a Keycloak are not passed
         * on.
         */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** The file that is going to hold what the server prints. */
        public Path log() {
            return home.resolve("data").resolve("keycloak.log");
        }

        /**
         * Starts it and waits until it answers.
         *
         * @throws IllegalStateException with the end of the log, where it does not
         */
        public KeycloakServer start() {
            int httpPort = Ports.resolve(port);
            String url = "http://localhost:" + httpPort;
            ProcessBuilder builder = new ProcessBuilder(command(httpPort));
            builder.environment().keySet().removeIf(name -> name.startsWith("KC_"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", admin);
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
            builder.environment().putAll(environment);
            ServerProcess process = ServerProcess.start(builder, log());
            process.awaitAnswer(URI.create(url + "/realms/master"), status -> status == 200, PATIENCE);
            return new KeycloakServer(process, url);
        }

        private List<String> command(int httpPort) {
            List<String> command = new ArrayList<>();
            command.add(home.resolve("bin").resolve("kc.sh").toString());
            command.add("start-dev");
            if (importRealms) {
                command.add("--import-realm");
            }
            command.add("--http-host=127.0.0.1");
            command.add("--http-port=" + httpPort);
            command.add("--http-management-port=" + Ports.resolve(managementPort));
            command.addAll(options);
            return command;
        }
    }
}
