package io.apitokens.keycloak.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** A server in a process of its own, with its output in a file. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STOP = Duration.ofMinutes(1);
    private static final int TAIL_LINES = 40;

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServerProcess start(ProcessBuilder builder, Path log) {
        try {
            Files.createDirectories(log.getParent());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            ServerProcess server = new ServerProcess(process, log);
            // The servers end with this JVM, for example after Ctrl-C.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log() {
        return log;
    }

    CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /**
     * Waits until the server answers.
     *
     * @param ready accepts the HTTP status of the answer
     * @throws IllegalStateException with the end of the log, if the process ends or does not answer in time; the server
     *     is ended then
     */
    void awaitAnswer(URI uri, IntPredicate ready, Duration patience) {
        boolean answered = false;
        try {
            poll(uri, ready, patience);
            answered = true;
        } finally {
            if (!answered) {
                close();
            }
        }
    }

    private void poll(URI uri, IntPredicate ready, Duration patience) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        Instant deadline = Instant.now().plus(patience);
        while (!answers(client, request, ready)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The server ended while it was starting:\n" + tail());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("The server did not answer within %s:%n%s".formatted(patience, tail()));
            }
            // A pause that ends early if the process does.
            await(process.onExit(), Duration.ofMillis(200));
        }
    }

    /**
     * Waits until the process has ended by itself.
     *
     * @throws IllegalStateException with the end of the log, if it fails or does not end in time
     */
    void awaitSuccess(Duration patience) {
        if (!await(process.onExit(), patience)) {
            close();
            throw new IllegalStateException("The command did not end within %s:%n%s".formatted(patience, tail()));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("The command failed:\n" + tail());
        }
    }

    /** Returns the process of the server itself, which is a descendant of Keycloak's script. */
    ProcessHandle server() {
        return family().filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(process.toHandle());
    }

    Duration cpuTime() {
        return server().info().totalCpuDuration().orElseThrow();
    }

    /** Ends the process at once, as {@code kill -9} does. */
    void kill() {
        List<ProcessHandle> family = family().toList();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(family);
    }

    /** Ends the process and its descendants. */
    @Override
    public void close() {
        List<ProcessHandle> family = family().toList();
        family.forEach(ProcessHandle::destroy);
        if (!awaitEnd(family)) {
            family.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(family);
        }
    }

    private Stream<ProcessHandle> family() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    private static boolean awaitEnd(List<ProcessHandle> family) {
        return await(
                CompletableFuture.allOf(
                        family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)),
                STOP);
    }

    private static boolean answers(HttpClient client, HttpRequest request, IntPredicate ready) {
        try {
            return ready.test(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean await(CompletableFuture<?> future, Duration patience) {
        try {
            future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
