package io.apitokens.keycloak.store;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The numbers of API tokens of a realm.
 *
 * @param taken when they were counted, in epoch milliseconds
 * @param clients counts of each token client that has API tokens
 */
public record ApiTokenSummary(long taken, List<OfClient> clients) {

    /** The time without a use after which an API token is unused, in milliseconds. */
    public static final long UNUSED = TimeUnit.DAYS.toMillis(90);

    /** Returns the number of active API tokens. */
    public long active() {
        return clients.stream().mapToLong(OfClient::active).sum();
    }

    /** Returns the number of all API tokens. */
    public long total() {
        return clients.stream()
                .mapToLong(client -> client.active() + client.expired() + client.revoked())
                .sum();
    }

    /**
     * The numbers of API tokens of a token client.
     *
     * @param clientId internal id
     * @param neverExpiring active API tokens that never expire
     * @param unused active API tokens that were neither minted nor used within {@link #UNUSED}
     * @param unlimited active API tokens that never expire and have everything that their user may do
     */
    public record OfClient(
            String clientId,
            long active,
            long expired,
            long revoked,
            long neverExpiring,
            long unused,
            long unlimited) {}
}
