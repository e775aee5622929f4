package io.apitokens.keycloak.bench;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

/** Creates the tokens of all kinds of requests, through the server's own endpoints. */
final class Seeds {

    /** The prefix of the labels of API tokens that exist for one measurement only. */
    static final String PASSING = "bench-passing-";

    private static final int OF_ONE_USER = 5;

    private final Http http;
    private final List<String> users;
    private final AtomicInteger labels = new AtomicInteger();
    private final List<String> accountTokens;
    private final List<String> offlineTokens;
    private final List<String> jwts;
    private final List<String> apiTokens;
    private final List<String> junk;
    private List<String> jwtsOfMany = List.of();
    private List<String> apiTokensOfMany = List.of();

    Seeds(Http http, List<String> users) {
        this.http = http;
        this.users = users;
        this.accountTokens = ofUsers(user -> accessToken(Realm.logIn(BenchRealm.CONSOLE, user, "openid")));
        this.offlineTokens = ofUsers(user -> text(Realm.logInOffline(user), "refresh_token"));
        List<String> refreshTokens = ofUsers(user -> text(Realm.logIn(user), "refresh_token"));
        // One session for each user, with several JWTs.
        this.jwts = Parallel.map(
                users.size() * OF_ONE_USER, i -> accessToken(Realm.refresh(refreshTokens.get(i / OF_ONE_USER))));
        // API tokens of one user are minted one after the other: concurrent requests for the same free slot may
        // conflict.
        this.apiTokens = Parallel.map(users.size(), this::mint).stream()
                .flatMap(List::stream)
                .toList();
        this.junk = IntStream.range(0, apiTokens.size())
                .mapToObj(i -> "no-token-of-any-kind-but-about-as-long-as-one-is-" + i)
                .toList();
    }

    /** @param count how many requests there are going to be, for a kind that is not repeatable */
    Load load(Case met, Kind kind, int count) {
        return met == Case.MANY_CLIENTS ? ofManyClients(kind) : load(kind, count);
    }

    private Load ofManyClients(Kind kind) {
        if (jwtsOfMany.isEmpty()) {
            jwtsOfMany = ofClients((user, client) -> accessToken(Realm.logIn(client, users.get(user))));
            apiTokensOfMany =
                    ofClients((user, client) -> text(Realm.mint(accountTokens.get(user), client, client), "secret"));
        }
        List<String> tokens = kind == Kind.JWT ? jwtsOfMany : apiTokensOfMany;
        return load(kind, () -> Realm.introspect(draw(tokens)), new Expected(200, "\"active\":true"));
    }

    /** Returns one token of each user for each of the user's clients. */
    private List<String> ofClients(BiFunction<Integer, String, String> token) {
        return Parallel.map(users.size(), user -> IntStream.range(0, BenchRealm.CLIENTS_OF_A_USER)
                        .mapToObj(i -> token.apply(user, BenchRealm.client((user + i) % BenchRealm.CLIENTS)))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    int users() {
        return users.size();
    }

    private Load load(Kind kind, int count) {
        return switch (kind) {
            case JUNK -> load(kind, () -> Realm.introspect(draw(junk)), new Expected(200, "\"active\":false"));
            case JWT -> load(kind, () -> Realm.introspect(draw(jwts)), new Expected(200, "\"active\":true"));
            case API_TOKEN -> load(kind, () -> Realm.introspect(draw(apiTokens)), new Expected(200, "\"active\":true"));
            case REFRESH -> load(kind, () -> Realm.refresh(draw(offlineTokens)), token());
            case EXCHANGE -> load(kind, () -> Realm.exchange(draw(apiTokens), "access_token"), token());
            case MINT -> load(kind, this::mintPassing, new Expected(201, "\"secret\":\"kcat_"));
            case REVOKE -> load(kind, oneByOne(revocations(count)), new Expected(200, "\"refreshTokens\":1"));
            case FORWARD -> load(kind, () -> Realm.verify(draw(apiTokens)), new Expected(200, null));
        };
    }

    private List<String> mint(int user) {
        return IntStream.range(0, OF_ONE_USER)
                .mapToObj(i -> text(Realm.mint(accountTokens.get(user), "bench-" + i), "secret"))
                .toList();
    }

    private static Load load(Kind kind, Supplier<Message> messages, Expected expected) {
        return new Load(kind, messages, expected);
    }

    private static Expected token() {
        return new Expected(200, "\"access_token\":\"");
    }

    /**
     * Returns revocations of API tokens that each have a derived session with a refresh token, which ends with them.
     */
    private List<Message> revocations(int count) {
        return Parallel.map(count, i -> {
            Message mint = mintPassing();
            JsonNode minted = http.json(mint);
            http.json(Realm.exchange(minted.get("secret").asText(), "refresh_token"));
            return Realm.revoke(mint.authorization(), minted.get("id").asText());
        });
    }

    private static <T> Supplier<T> oneByOne(List<T> all) {
        AtomicInteger next = new AtomicInteger();
        return () -> all.get(next.getAndIncrement() % all.size());
    }

    /** Mints for one user after the other, because concurrent requests of one user wait for each other. */
    private Message mintPassing() {
        int number = labels.getAndIncrement();
        return Realm.mint(accountTokens.get(number % accountTokens.size()), PASSING + number);
    }

    private List<String> ofUsers(UnaryOperator<String> token) {
        return Parallel.map(users.size(), i -> token.apply(users.get(i)));
    }

    private String accessToken(Message message) {
        return text(message, "access_token");
    }

    private String text(Message message, String field) {
        return http.json(message).get(field).asText();
    }

    private static String draw(List<String> tokens) {
        return tokens.get(ThreadLocalRandom.current().nextInt(tokens.size()));
    }
}
