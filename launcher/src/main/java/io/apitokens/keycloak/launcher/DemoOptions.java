package io.apitokens.keycloak.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The options on the command line of the demo. */
record DemoOptions(int port, int apiPort, boolean help) {

    static final String PORT = "--port";
    static final String API_PORT = "--api-port";
    static final String HELP = "--help";

    private static final DemoOptions DEFAULTS = new DemoOptions(8080, 8081, false);
    private static final int MAX_PORT = 65535;

    /** @throws IllegalArgumentException with a message for the user */
    static DemoOptions parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        DemoOptions options = DEFAULTS;
        while (!rest.isEmpty()) {
            String option = rest.pop();
            String[] parts = option.split("=", 2);
            if (parts.length == 2) {
                rest.push(parts[1]);
            }
            options = options.with(parts[0], rest);
        }
        options.requireDifferentPorts();
        return options;
    }

    private DemoOptions with(String option, Deque<String> rest) {
        return switch (option) {
            case PORT -> new DemoOptions(port(option, rest), apiPort, help);
            case API_PORT -> new DemoOptions(port, port(option, rest), help);
            case HELP -> new DemoOptions(port, apiPort, true);
            default -> throw new IllegalArgumentException("Unknown option " + option + ". Try " + HELP);
        };
    }

    private void requireDifferentPorts() {
        if (port == apiPort) {
            throw new IllegalArgumentException("%s and %s are both %d and must differ".formatted(PORT, API_PORT, port));
        }
    }

    private static int port(String option, Deque<String> rest) {
        String value = rest.isEmpty() ? "" : rest.pop();
        if (value.matches("\\d{1,5}")) {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= MAX_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException(option + " wants a port between 1 and " + MAX_PORT);
    }
}
