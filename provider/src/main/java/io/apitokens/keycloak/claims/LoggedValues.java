package io.apitokens.keycloak.claims;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which invalid values were logged, so that frequent requests do not log the same again. Keeps the clients
 * that were asked about last, and only a hash of each value, so that its size is bounded.
 */
final class LoggedValues {

    static final int MAX_CLIENTS = 1_000;

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Integer> values = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    /** Returns whether this value of a client is to be logged, and remembers it. */
    synchronized boolean add(String clientId, String value) {
        Integer previous = values.put(clientId, value.hashCode());
        return previous == null || previous != value.hashCode();
    }
}
