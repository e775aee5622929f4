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

    /**
     * Java options, for {@link #JAVA_OPTIONS}, of a Keycloak that does little. The second JIT compiler doubles the CPU
     * time of a start or of a build.
     */
    public static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    /** The environment variable of {@code kc.sh} with more Java options. */
    public static final String JAVA_OPTIONS = "JAVA_OPTS_APPEND";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ServerProcess process;
    private final String url;
    private final String managementUrl;

    private KeycloakServer(ServerProcess process, String url, String managementUrl) {
        this.process = process;
        this.url = url;
        this.managementUrl = managementUrl;
    }

    /** Returns the builder of a Keycloak in a folder that {@link Distribution#install} has prepared. */
    public static Builder in(Path home) {
        return new Builder(home);
    }

    /**
     * Builds the Keycloak of a folder, for servers in {@linkplain Builder#production production mode}.
     *
     * @param options build options of {@code kc.sh}, such as the kind of the database
     * @throws IllegalStateException with the end of the log, if the build fails
     */
    public static void build(Path home, String... options) {
        run(home, "build", options);
    }

    /**
     * Runs a command of {@code kc.sh} that ends by itself. No server may run in the folder meanwhile.
     *
     * @param command such as {@code export} or {@code import}
     * @param options of that command
     * @throws IllegalStateException with the end of the log, if it fails
     */
    public static void run(Path home, String command, String... options) {
        List<String> line = new ArrayList<>(List.of(script(home), command));
        line.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(line);
        prepare(builder.environment());
        builder.environment().put(JAVA_OPTIONS, SHORT_LIVED);
        ServerProcess.start(builder, logFile(home, command)).awaitSuccess(PATIENCE);
    }

    /** Returns the base URL, without a slash at its end. */
    public String url() {
        return url;
    }

    /** Returns the base URL of health and metrics, without a slash at its end. */
    public String managementUrl() {
        return managementUrl;
    }

    /** Returns the CPU time, of user and system, that the server has used since its start. */
    public Duration cpuTime() {
        return process.cpuTime();
    }

    /** Returns the process of the server itself, not of its script. */
    public ProcessHandle handle() {
        return process.server();
    }

    /** Returns the file with the output of the server. */
    public Path log() {
        return process.log();
    }

    CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /** Ends the server and waits until its ports and the file of its database are free. */
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

    /** The options to start a Keycloak with. */
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

        /** Sets the port. The default, 0, selects a free one. */
        public Builder port(int httpPort) {
            this.port = httpPort;
            return this;
        }

        /** Sets the port of health and metrics. The default, 0, selects a free one. */
        public Builder managementPort(int httpManagementPort) {
            this.managementPort = httpManagementPort;
            return this;
        }

        /** Sets the first admin of an empty database. */
        public Builder admin(String username, String password) {
            this.admin = username;
            this.adminPassword = password;
            return this;
        }

        /** Sets whether to import the realm files of the folder, the default. An existing realm does not change. */
        public Builder importRealms(boolean wanted) {
            this.importRealms = wanted;
            return this;
        }

        /**
         * Selects production mode. The folder must have been {@linkplain KeycloakServer#build built}; build options
         * are not accepted.
         */
        public Builder production() {
            this.production = true;
            return this;
        }

        /** Sets the name that distinguishes this server from others in the same folder. */
        public Builder name(String serverName) {
            this.name = serverName;
            return this;
        }

        /** Adds options of {@code kc.sh}. */
        public Builder options(String... kcOptions) {
            options.addAll(List.of(kcOptions));
            return this;
        }

        /**
         * Sets an environment variable of the server. The server does not get variables of this process that
         * configure a Keycloak.
         */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** Returns the file that will have the output of the server. */
        public Path log() {
            return logFile(home, name);
        }

        /**
         * Starts the server and waits until it answers.
         *
         * @throws IllegalStateException with the end of the log, if it does not answer
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
