package io.apitokens.keycloak.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * The summaries of realms. A few API tokens are counted when somebody asks. Many are counted in the background, so that
 * nobody waits the longer, the more there are; the counts are kept in Keycloak's store of single-use objects, where
 * each node finds them.
 */
public record ApiTokenSummaries(KeycloakSession session) {

    private static final long FEW = 10_000;
    private static final long KEEP_SECONDS = TimeUnit.DAYS.toSeconds(1);
    private static final String SUMMARY = "summary";
    private static final String ACTIVE_KEY = "api-tokens-active";

    /** That of a realm, at most as old as the last {@link #take}. */
    public ApiTokenSummary of(RealmModel realm) {
        return taken(realm).filter(ApiTokenSummaries::isOfMany).orElseGet(() -> now(realm));
    }

    /** Counts the API tokens of all realms. */
    public void take() {
        long now = Time.currentTimeMillis();
        Map<String, List<ApiTokenSummary.OfClient>> summaries =
                ApiTokenProvider.of(session).summaries();
        Map<String, String> active = new HashMap<>();
        session.realms().getRealmsStream().map(RealmModel::getId).forEach(realmId -> {
            if (summaries.containsKey(realmId)) {
                ApiTokenSummary summary = new ApiTokenSummary(now, summaries.get(realmId));
                save(realmId, summary);
                active.put(realmId, Long.toString(summary.active()));
            } else {
                // It may have had some the last time.
                drop(realmId);
            }
        });
        session.singleUseObjects().put(ACTIVE_KEY, KEEP_SECONDS, active);
    }

    /** Forgets that of a realm. */
    public void drop(String realmId) {
        session.singleUseObjects().remove(key(realmId));
    }

    /** How many active API tokens each realm had at the last {@link #take}, by its id. */
    public Map<String, Long> active() {
        Map<String, String> taken = session.singleUseObjects().get(ACTIVE_KEY);
        return taken == null
                ? Map.of()
                : taken.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, count -> Long.valueOf(count.getValue())));
    }

    private ApiTokenSummary now(RealmModel realm) {
        List<ApiTokenSummary.OfClient> clients = ApiTokenProvider.of(session).summary(realm);
        ApiTokenSummary summary = new ApiTokenSummary(Time.currentTimeMillis(), clients);
        if (isOfMany(summary)) {
            save(realm.getId(), summary);
        }
        return summary;
    }

    private static boolean isOfMany(ApiTokenSummary summary) {
        return summary.total() > FEW;
    }

    private Optional<ApiTokenSummary> taken(RealmModel realm) {
        return Optional.ofNullable(session.singleUseObjects().get(key(realm.getId())))
                .map(notes -> read(notes.get(SUMMARY)));
    }

    private void save(String realmId, ApiTokenSummary summary) {
        try {
            session.singleUseObjects()
                    .put(key(realmId), KEEP_SECONDS, Map.of(SUMMARY, JsonSerialization.writeValueAsString(summary)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiTokenSummary read(String json) {
        try {
            return JsonSerialization.readValue(json, ApiTokenSummary.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String realmId) {
        return "api-token-summary:" + realmId;
    }
}
