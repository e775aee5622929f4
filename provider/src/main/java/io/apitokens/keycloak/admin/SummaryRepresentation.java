package io.apitokens.keycloak.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.apitokens.keycloak.store.ApiTokenSummary;
import io.apitokens.keycloak.store.ApiTokenSummary.OfClient;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The numbers of API tokens of a realm.
 *
 * @param takenTimestamp time of the count in epoch milliseconds
 * @param clients numbers of each token client, the one with the most active API tokens first
 */
record SummaryRepresentation(
        long takenTimestamp, @JsonUnwrapped Counts counts, List<ClientRepresentation> clients) {

    static SummaryRepresentation of(RealmModel realm, ApiTokenSummary summary) {
        return new SummaryRepresentation(
                summary.taken(),
                new Counts(
                        sum(summary, OfClient::active),
                        sum(summary, OfClient::expired),
                        sum(summary, OfClient::revoked),
                        sum(summary, OfClient::neverExpiring),
                        sum(summary, OfClient::unused),
                        sum(summary, OfClient::unlimited)),
                summary.clients().stream()
                        .sorted(Comparator.comparingLong(OfClient::active).reversed())
                        .map(client -> of(realm.getClientById(client.clientId()), client))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static ClientRepresentation of(ClientModel client, OfClient counts) {
        return client == null
                ? null
                : new ClientRepresentation(
                        client.getId(),
                        client.getClientId(),
                        new Counts(
                                counts.active(),
                                counts.expired(),
                                counts.revoked(),
                                counts.neverExpiring(),
                                counts.unused(),
                                counts.unlimited()));
    }

    private static long sum(ApiTokenSummary summary, ToLongFunction<OfClient> count) {
        return summary.clients().stream().mapToLong(count).sum();
    }

    /**
     * The numbers of each kind.
     *
     * @param neverExpiring active ones that never expire
     * @param unused active ones that were minted at least 90 days ago and not used for 90 days
     * @param unlimited active ones that never expire and have everything that their user may do
     */
    record Counts(long active, long expired, long revoked, long neverExpiring, long unused, long unlimited) {}

    /**
     * The numbers of a token client.
     *
     * @param id internal id
     * @param clientId OAuth client_id
     */
    record ClientRepresentation(
            String id, String clientId, @JsonUnwrapped Counts counts) {}
}
