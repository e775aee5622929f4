package io.apitokens.keycloak.store;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many API tokens a realm has.
 *
 * @param taken when they were counted, in epoch milliseconds
 * @param clients the counts of each token client that has any
 */
public record ApiTokenSummary(long taken, List<OfClient> clients) {

    /** How long, in milliseconds, an API token is not used before it counts as unused. */
    public static final long UNUSED = TimeUnit.DAYS.toMillis(90);

    /** How many can be used. */
    public long active() {
        return clients.stream().mapToLong(OfClient::active).sum();
    }

    /** How many rows were looked at. */
    public long total() {
        return clients.stream()
                .mapToLong(client -> client.active() + client.expired() + client.revoked())
                .sum();
    }

    /**
     * Those of a token client.
     *
     * @param clientId internal id
     * @param neverExpiring of the active ones
     * @param unused of the active ones: neither minted nor used within {@link #UNUSED}
     */
    public record OfClient(String clientId, long active, long expired, long revoked, long neverExpiring, long unused) {}
}
