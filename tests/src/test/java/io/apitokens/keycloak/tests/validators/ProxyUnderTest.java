package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.apitokens.keycloak.launcher.Ports;
import io.apitokens.keycloak.tests.fixture.http.RawHttp;
import org.junit.jupiter.api.Assumptions;

import static org.awaitility.Awaitility.await;

/** A proxy of the documentation, as a process with its recipe and a folder of its own. */
final class ProxyUnderTest implements AutoCloseable {

    private final Kind kind;
    private final Path folder;
    private final int port;
    private final Process process;

    private ProxyUnderTest(Kind kind, Path folder, int port, Process process) {
        this.kind = kind;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** The programs, and how they start. */
    enum Kind {
        NGINX("nginx", "nginx") {
            @Override
            String wrap(String recipe, Path at) {
                return """
                        daemon off;
                        worker_processes 1;
                        pid %1$s/nginx.pid;
                        error_log %1$s/error.log info;
                        events {}
                        http {
                        access_log %1$s/access.log;
                        client_body_temp_path %1$s/body;
                        proxy_temp_path %1$s/proxy;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                        %2$s
                        }
                        """.formatted(at, recipe.replace("listen ", "listen 127.0.0.1:"));
            }

            @Override
            List<String> command(Path settings) {
                return List.of(
                        "nginx", "-p", settings.getParent().toString(), "-e", "error.log", "-c", settings.toString());
            }
        },
        CADDY("Caddy", "caddyfile") {
            @Override
            String wrap(String recipe, Path at) {
                return """
                        {
                            admin off
                            auto_https off
                            debug
                        }
                        %s
                        """.formatted(recipe.replaceFirst("\\{\n", "{\n    bind 127.0.0.1\n    log\n"));
            }

            @Override
            List<String> command(Path settings) {
                return List.of("caddy", "run", "--adapter", "caddyfile", "--config", settings.toString());
            }
        },
        HAPROXY("HAProxy", "haproxy") {
            @Override
            String wrap(String recipe, Path at) {
                return recipe.replace("bind :", "bind 127.0.0.1:")
                        .replace("global\n", "global\n    log stdout format raw local0\n")
                        .replace("    mode http\n", "    mode http\n    log global\n    option httplog\n");
            }

            @Override
            List<String> command(Path settings) {
                return List.of("haproxy", "-db", "-f", settings.toString());
            }
        };

        private final String heading;
        private final String language;

        Kind(String heading, String language) {
            this.heading = heading;
            this.language = language;
        }

        /** The whole settings of the program, with its log in a folder. */
        abstract String wrap(String recipe, Path at);

        abstract List<String> command(Path settings);

        /** The recipe. Skips the test if the program is missing, except in CI, which installs it. */
        Recipe recipe() {
            String program = command(Path.of("/x/x")).get(0);
            boolean isThere = Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin", "/usr/local/sbin"})
                    .flatMap(Stream::of)
                    .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
            if (!isThere && System.getenv("REQUIRE_PROGRAMS") != null) {
                throw new AssertionError(program + " is missing");
            }
            Assumptions.assumeTrue(isThere, program + " is not installed: see .ci/run");
            return Recipe.of(heading, language);
        }
    }

    /** Starts the program with a recipe whose port is still the documented one. */
    static ProxyUnderTest start(Kind kind, Recipe recipe, Path at) {
        int port = Ports.free();
        String settings = kind.wrap(recipe.with("8080", Integer.toString(port)).text(), at);
        try {
            Path file = Files.writeString(at.resolve("settings"), settings);
            ProcessBuilder builder = new ProcessBuilder(kind.command(file))
                    .directory(at.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(at.resolve("output.log").toFile());
            builder.environment().put("HOME", at.toString());
            builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin");
            ProxyUnderTest proxy = new ProxyUnderTest(kind, at, port, builder.start());
            proxy.awaitUp();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() {
        await().atMost(30, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(kind + " has not started:\n" + logs());
                    }
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return true;
                });
    }

    RawHttp.Answer send(String method, String target, List<String> headers, String body) {
        return new RawHttp("http://127.0.0.1:" + port).send(method, target, headers, body);
    }

    /** All that the program has written but its settings. */
    String logs() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("settings") && !file.endsWith("verify.lua")) {
                    all.append(Files.readString(file)).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
