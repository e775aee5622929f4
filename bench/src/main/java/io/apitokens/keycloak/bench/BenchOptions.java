package io.apitokens.keycloak.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The options of the command line.
 *
 * @param javaOptions for the server's JVM, besides its own
 */
record BenchOptions(Plan plan, String javaOptions, boolean help) {

    /** @throws IllegalArgumentException with a line for the user */
    static BenchOptions parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        boolean brief = rest.removeFirstOccurrence("--short");
        BenchOptions options = new BenchOptions(brief ? Plan.SHORT : Plan.FULL, "", false);
        while (!rest.isEmpty()) {
            String[] parts = rest.pop().split("=", 2);
            if (parts.length == 2) {
                rest.push(parts[1]);
            }
            options = options.with(parts[0], rest);
        }
        return options;
    }

    private BenchOptions with(String option, Deque<String> rest) {
        return switch (option) {
            case "--help" -> new BenchOptions(plan, javaOptions, true);
            case "--main-case" -> with(plan.withoutCases());
            case "--only" -> with(plan.withKinds(value(option, rest)));
            case "--rows" -> with(plan.withRows(list(option, rest, Long::valueOf)));
            case "--connections" -> with(plan.withConnections(list(option, rest, Integer::valueOf)));
            case "--rounds" ->
                with(plan.withRounds(list(option, rest, Integer::valueOf).get(0)));
            case "--seconds" ->
                with(plan.withSeconds(list(option, rest, Integer::valueOf).get(0)));
            case "--java-options" -> new BenchOptions(plan, value(option, rest), help);
            default -> throw new IllegalArgumentException("Unknown option " + option + ". Try --help");
        };
    }

    private BenchOptions with(Plan changed) {
        return new BenchOptions(changed, javaOptions, help);
    }

    private static <N extends Number> List<N> list(String option, Deque<String> rest, Function<String, N> number) {
        String value = value(option, rest);
        if (!value.matches("[1-9]\\d{0,8}(,[1-9]\\d{0,8})*")) {
            throw new IllegalArgumentException(option + " wants numbers, separated by commas");
        }
        return Stream.of(value.split(",")).map(number).toList();
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " wants a value. Try --help");
        }
        return rest.pop();
    }
}
