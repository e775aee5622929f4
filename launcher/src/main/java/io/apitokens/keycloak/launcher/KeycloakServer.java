package io.apitokens.keycloak.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running Keycloak. */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ServerProcess process;
    private final String url;
    private final String managementUrl;

    private KeycloakServer(ServerProcess process, String url, String managementUrl) {
        this.process = process;
        this.url = url;
        this.managementUrl = managementUrl;
    }

    /** A Keycloak to be started in a folder that {@link Distribution#install} prepared. */
    public static Builder in(Path home) {
        return new Builder(home);
    }

    /**
     * Builds the Keycloak of a folder, for servers in {@linkplain Builder#production production mode}.
     *
     * @param options build options of {@code kc.sh}, the kind of the database above all
     * @throws IllegalStateException with the end of the log, where the build fails
     */
    public static void build(Path home, String... options) {
        run(home, "build", options);
    }

    /**
     * Has the script of a folder do what ends by itself, while no server runs there.
     *
     * @param command of {@code kc.sh}: {@code export}, {@code import}
     * @param options of that command
     * @throws IllegalStateException with the end of the log, where it fails
     */
    public static void run(Path home, String command, String... options) {
        List<String> line = new ArrayList<>(List.of(script(home), command));
        line.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(line);
        prepare(builder.environment());
        ServerProcess.start(builder, logFile(home, command)).awaitSuccess(PATIENCE);
    }

    /** Base URL, without a slash at its end. */
    public String url() {
        return url;
    }

    /** Base URL of health and metrics, without a slash at its end. */
    public String managementUrl() {
        return managementUrl;
    }

    /** CPU time, of user and system, that the server has taken since its start. */
    public Duration cpuTime() {
        return process.cpuTime();
    }

    /** The process of the server itself, not of its script. */
    public ProcessHandle handle() {
        return process.server();
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

    /** Ends the server as {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    private static String script(Path home) {
        return home.resolve("bin").resolve("kc.sh").toString();
    }

    private static Path logFile(Path home, String name) {
        return home.resolve("data").resolve(name + ".log");
    }

    private static void prepare(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("KC_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
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
        private String name = "keycloak";
        private boolean importRealms = true;
        private boolean production;

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
        public Builder admin(String username, String password) {
            this.admin = username;
            this.adminPassword = password;
            return this;
        }

        /** Whether the realm files of the home are imported, the default. A realm that exists is left as it is. */
        public Builder importRealms(boolean wanted) {
            this.importRealms = wanted;
            return this;
        }

        /**
         * In production mode, not in development mode. The folder must have been {@linkplain KeycloakServer#build
         * built}, and build options are not taken.
         */
        public Builder production() {
            this.production = true;
            return this;
        }

        /** What tells this server from others in the same folder. */
        public Builder name(String serverName) {
            this.name = serverName;
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
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** The file that is going to hold what the server prints. */
        public Path log() {
            return logFile(home, name);
        }

        /**
         * Starts it and waits until it answers.
         *
         * @throws IllegalStateException with the end of the log, where it does not
         */
        public KeycloakServer start() {
            int httpPort = Ports.resolve(port);
            int httpManagementPort = Ports.resolve(managementPort);
            ProcessBuilder builder = new ProcessBuilder(command(httpPort, httpManagementPort));
            prepare(builder.environment());
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", admin);
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
            builder.environment().putAll(environment);
            ServerProcess process = ServerProcess.start(builder, log());
            String url = local(httpPort);
            process.awaitAnswer(URI.create(url + "/realms/master"), status -> status == 200, PATIENCE);
            return new KeycloakServer(process, url, local(httpManagementPort));
        }

        private static String local(int port) {
            return "http://localhost:" + port;
        }

        private List<String> command(int httpPort, int httpManagementPort) {
            List<String> command = new ArrayList<>(List.of(script(home)));
            command.addAll(
                    production
                            ? List.of("start", "--optimized", "--http-enabled=true", "--hostname-strict=false")
                            : List.of("start-dev"));
            if (importRealms) {
                command.add("--import-realm");
            }
            command.add("--http-host=127.0.0.1");
            command.add("--http-port=" + httpPort);
            command.add("--http-management-port=" + httpManagementPort);
            command.addAll(options);
            return command;
        }
    }
}
