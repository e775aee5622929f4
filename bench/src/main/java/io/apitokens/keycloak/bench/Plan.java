package io.apitokens.keycloak.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The measurements of a run, and how long each takes.
 *
 * @param rows numbers of API tokens in the table, ascending
 * @param duration of one measurement of a repeatable request
 * @param count of requests in one measurement of another request
 * @param warmUp for each repeatable request; an introspection, of which there are many in a second and which the others
 *     are judged by, has three times as long, because the compiler goes on to change what it costs for minutes
 * @param cases whether introspections are measured in less favourable cases too
 */
record Plan(
        List<Long> rows,
        List<Integer> connections,
        Set<Kind> kinds,
        int rounds,
        Duration duration,
        int count,
        Duration warmUp,
        boolean cases) {

    private static final long USUAL_ROWS = 100_000;
    private static final int USUAL_CONNECTIONS = 16;

    static final Plan FULL = new Plan(
            List.of(1_000L, 100_000L, 1_000_000L, 10_000_000L),
            List.of(1, 16, 64),
            EnumSet.allOf(Kind.class),
            5,
            Duration.ofSeconds(10),
            1_000,
            Duration.ofSeconds(60),
            true);

    static final Plan SHORT = new Plan(
            List.of(1_000L, 100_000L),
            List.of(USUAL_CONNECTIONS),
            FULL.kinds(),
            3,
            Duration.ofSeconds(3),
            300,
            Duration.ofSeconds(10),
            true);

    Plan withRows(List<Long> numbers) {
        return new Plan(
                numbers.stream().sorted().distinct().toList(),
                connections,
                kinds,
                rounds,
                duration,
                count,
                warmUp,
                cases);
    }

    Plan withConnections(List<Integer> numbers) {
        return new Plan(rows, numbers, kinds, rounds, duration, count, warmUp, cases);
    }

    Plan withKinds(String letters) {
        Set<Kind> wanted = letters.chars().mapToObj(Kind::of).collect(Collectors.toCollection(this::noKind));
        return new Plan(rows, connections, wanted, rounds, duration, count, warmUp, cases);
    }

    /** @param number at least; introspections have more until their ratio is known */
    Plan withRounds(int number) {
        return new Plan(rows, connections, kinds, number, duration, count, warmUp, cases);
    }

    Plan withSeconds(int seconds) {
        return new Plan(rows, connections, kinds, rounds, Duration.ofSeconds(seconds), count, warmUp, cases);
    }

    /** Returns the plan without the further {@link Case}s. */
    Plan withoutCases() {
        return new Plan(rows, connections, kinds, rounds, duration, count, warmUp, false);
    }

    /** The pairs of which both are measured at a number of API tokens. */
    List<Pair> pairs(long number) {
        return Pair.ALL.stream()
                .filter(pair -> kinds(number).containsAll(pair.kinds()))
                .toList();
    }

    /** Returns whether the pair of introspections is measured in the further cases. */
    boolean hasCases() {
        return cases && kinds.containsAll(Pair.INTROSPECTION.kinds());
    }

    Duration warmUp(Kind kind) {
        return kind.isIntrospection() ? warmUp.multipliedBy(3) : warmUp;
    }

    /**
     * Returns whether the plan measures everything at this number of API tokens. At other numbers, it measures only
     * what may depend on the number.
     */
    boolean isUsual(long number) {
        return number
                == rows.stream()
                        .filter(other -> other <= USUAL_ROWS)
                        .reduce((smaller, greater) -> greater)
                        .orElse(rows.get(0));
    }

    List<Kind> kinds(long number) {
        return kinds.stream()
                .filter(kind -> isUsual(number) || kind.isIntrospection())
                .toList();
    }

    List<Integer> connections(long number) {
        return isUsual(number) ? connections : List.of(usualConnections());
    }

    int usualConnections() {
        return connections.contains(USUAL_CONNECTIONS) ? USUAL_CONNECTIONS : connections.get(0);
    }

    private Set<Kind> noKind() {
        return EnumSet.noneOf(Kind.class);
    }
}
