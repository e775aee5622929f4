package io.apitokens.keycloak.tests.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the tests of this process spend their time on besides what they prove. */
public final class Spent {

    /** What takes time. */
    public enum Kind {
        SERVERS,
        REALMS,
        BROWSERS,
        WAITS
    }

    /** How often, and how long in all. */
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

    /** Does something and adds the time that it took. */
    public static <T> T on(Kind kind, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(kind, System.nanoTime() - start);
        }
    }

    /** Adds time that something took. */
    public static synchronized void add(Kind kind, long nanos) {
        TOTALS.put(kind, TOTALS.getOrDefault(kind, Total.NOTHING).and(nanos));
    }

    /** Everything since the last call. */
    static synchronized Map<Kind, Total> drain() {
        Map<Kind, Total> drained = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            drained.put(kind, TOTALS.getOrDefault(kind, Total.NOTHING));
        }
        TOTALS.clear();
        return drained;
    }
}
