package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;

/** A receiver of security event tokens that Keycloak pushes (RFC 8935). */
final class SignalReceiver implements AutoCloseable {

    private static final String CREDENTIAL_CHANGE =
            "https://schemas.openid.net/secevent/caep/event-type/credential-change";
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final List<Jwt> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger toRefuse = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Runnable atArrival = () -> {};

    SignalReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    /** The changes of credentials since the last call of {@link #forget}, in the order of their arrival. */
    List<Jwt> changes() {
        return received.stream()
                .filter(token -> token.claims().path("events").has(CREDENTIAL_CHANGE))
                .toList();
    }

    /** The event of a token that {@link #changes} returned. */
    static JsonNode event(Jwt token) {
        return token.claims().get("events").get(CREDENTIAL_CHANGE);
    }

    void forget() {
        received.clear();
        atArrival = () -> {};
    }

    /** Does something when a push arrives, before it is answered. */
    void atArrival(Runnable action) {
        atArrival = action;
    }

    /** Answers 503 to the next requests. */
    void refuseNext(int count) {
        refused.set(0);
        toRefuse.set(count);
    }

    /** How many requests were refused. */
    int refused() {
        return refused.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean refuses = toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (refuses) {
            refused.incrementAndGet();
        } else {
            atArrival.run();
            received.add(Jwt.parse(body));
        }
        exchange.sendResponseHeaders(refuses ? UNAVAILABLE : ACCEPTED, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
