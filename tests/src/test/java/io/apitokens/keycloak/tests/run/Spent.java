package io.apitokens.keycloak.tests.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Sums up the time that the tests of this process spend on preparation and waiting. */
public final class Spent {

    /** The causes. */
    public enum Kind {
        SERVERS,
        REALMS,
        BROWSERS,
        WAITS
    }

    /** The number of times, and the total duration. */
    record Total(int times, long nanos) {

        private static final Total NOTHING = new Total(0, 0);

        private Total and(long more) {
            return new Total(times + 1, nanos + more);
        }

        double seconds() {
            return nanos / 1e9;
        }
    }

    private static final Map<Kind, Total> TOTALS = new EnumMap<>(Kind.class);

    private Spent() {}

    /** Runs a task and adds its duration. */
    public static <T> T on(Kind kind, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(kind, System.nanoTime() - start);
        }
    }

    /** Adds a duration. */
    public static synchronized void add(Kind kind, long nanos) {
        TOTALS.put(kind, TOTALS.getOrDefault(kind, Total.NOTHING).and(nanos));
    }

    /** Returns the sums since the last call, and resets them. */
    static synchronized Map<Kind, Total> drain() {
        Map<Kind, Total> drained = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            drained.put(kind, TOTALS.getOrDefault(kind, Total.NOTHING));
        }
        TOTALS.clear();
        return drained;
    }
}
