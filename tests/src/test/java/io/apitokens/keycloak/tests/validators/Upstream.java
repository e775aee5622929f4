package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An API behind a proxy, which answers each request with its body and remembers it. */
final class Upstream implements AutoCloseable {

    private final HttpServer server;
    private final List<Seen> seen = new ArrayList<>();

    Upstream() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** A request that has passed the proxy. */
    record Seen(String method, String target, Headers headers) {}

    int port() {
        return server.getAddress().getPort();
    }

    /** The requests since the last call. */
    synchronized List<Seen> seen() {
        List<Seen> all = List.copyOf(seen);
        seen.clear();
        return all;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        seen.add(new Seen(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
        byte[] body = ("API: " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
