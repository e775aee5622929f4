package io.apitokens.keycloak.policy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Label;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The active API tokens of one user: limits their number, and keeps their labels unique. */
public final class ActiveApiTokens {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final ApiTokenProvider tokens;

    public ActiveApiTokens(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.tokens = ApiTokenProvider.of(session);
    }

    /** Returns the active API tokens of the user. */
    public List<ApiToken> list() {
        long now = Time.currentTimeMillis();
        return tokens.notRevoked(realm, user)
                .filter(token -> token.status(now) == ApiToken.Status.ACTIVE)
                .toList();
    }

    /** Returns the maximum number of active API tokens of a user in the realm. */
    public int max(ApiTokenPolicy policy) {
        return Math.min(tokens.maxActive(), policy.maxActive().orElse(Integer.MAX_VALUE));
    }

    /**
     * Ends expired API tokens, and locks and returns the others. Concurrent requests wait for each other if the user
     * has a row to lock.
     */
    List<ApiToken> lock() {
        endExpired();
        return tokens.lockNotRevoked(realm, user);
    }

    /**
     * Finds a free slot for another API token. Concurrent requests that had no row to lock see the same state, and each
     * selects a random free slot. A unique index gives a slot to one request only.
     *
     * @param active as {@link #lock()} returned them
     * @throws ApiTokenConflictException if the maximum is reached, or the label is taken
     */
    int slotFor(List<ApiToken> active, Label label, ClientModel client, ApiTokenPolicy policy) {
        int max = max(policy);
        if (active.size() >= max) {
            throw ApiTokenConflictException.limitReached(max);
        }
        int room = max - active.size();
        if (policy.maxActiveOfClient().isPresent()) {
            long ofClient = active.stream()
                    .filter(token -> token.clientId().equals(client.getId()))
                    .count();
            int maxOfClient = policy.maxActiveOfClient().get();
            if (ofClient >= maxOfClient) {
                throw ApiTokenConflictException.limitOfClientReached(maxOfClient);
            }
            room = Math.min(room, (int) (maxOfClient - ofClient));
        }
        requireFree(label, active.stream());
        Set<Integer> taken =
                active.stream().map(ApiToken::slot).filter(Objects::nonNull).collect(Collectors.toSet());
        return IntStream.iterate(0, slot -> slot + 1)
                .filter(slot -> !taken.contains(slot))
                .skip(ThreadLocalRandom.current().nextInt(room))
                .findFirst()
                .orElseThrow();
    }

    /** @throws ApiTokenConflictException if another API token has the label */
    void requireFree(Label label, ApiToken forToken) {
        endExpired();
        requireFree(label, tokens.notRevoked(realm, user).filter(other -> !other.id()
                .equals(forToken.id())));
    }

    /**
     * Checks the label before the unique constraint of the database does, which also decides between concurrent
     * requests.
     */
    private static void requireFree(Label label, Stream<ApiToken> others) {
        if (others.anyMatch(other -> other.label().equals(label))) {
            throw ApiTokenConflictException.labelExists();
        }
    }

    /** Ends expired API tokens, so that their labels and slots are free. */
    private void endExpired() {
        new ApiTokenRevocation(session).endExpired(realm, tokens.notRevoked(realm, user));
    }
}
