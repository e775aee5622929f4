package io.apitokens.keycloak.admin.bulk;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The progress of a {@link BulkRevocation}.
 *
 * @param matching number of API tokens at the beginning; 10,001 for more than 10,000
 * @param revoked number of API tokens that it has revoked so far
 * @param startedTimestamp null for a dry run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkRevocationProgress(String id, long matching, int revoked, Long startedTimestamp, State state) {

    private static final long KEEP_SECONDS = TimeUnit.HOURS.toSeconds(1);
    private static final String MATCHING = "matching";
    private static final String REVOKED = "revoked";
    private static final String STARTED = "started";
    private static final String STATE = "state";
    private static final String SAVED = "saved";

    // Longer than a page takes.
    private static final long SILENCE = TimeUnit.MINUTES.toMillis(1);

    /** Returns the progress of a revocation; empty if there is none, or if it ended long ago. */
    public static Optional<BulkRevocationProgress> of(KeycloakSession session, RealmModel realm, String id) {
        return Optional.ofNullable(session.singleUseObjects().get(key(realm.getId(), id)))
                .map(notes -> new BulkRevocationProgress(
                        id,
                        Long.parseLong(notes.get(MATCHING)),
                        Integer.parseInt(notes.get(REVOKED)),
                        Long.parseLong(notes.get(STARTED)),
                        state(State.valueOf(notes.get(STATE)), Long.parseLong(notes.get(SAVED)))));
    }

    /** Returns {@code FAILED} for a running revocation without progress: its node may have crashed. */
    private static State state(State saved, long at) {
        boolean isSilent = saved == State.RUNNING && Time.currentTimeMillis() - at > SILENCE;
        return isSilent ? State.FAILED : saved;
    }

    /** Stops a revocation before its next API token. */
    public static void cancel(KeycloakSession session, RealmModel realm, String id) {
        session.singleUseObjects().put(cancelKey(realm.getId(), id), KEEP_SECONDS, Map.of());
    }

    static boolean isCancelled(KeycloakSession session, String realmId, String id) {
        return session.singleUseObjects().contains(cancelKey(realmId, id));
    }

    void save(KeycloakSession session, String realmId) {
        session.singleUseObjects()
                .put(
                        key(realmId, id),
                        KEEP_SECONDS,
                        Map.of(
                                MATCHING,
                                Long.toString(matching),
                                REVOKED,
                                Integer.toString(revoked),
                                STARTED,
                                Long.toString(startedTimestamp),
                                STATE,
                                state.name(),
                                SAVED,
                                Long.toString(Time.currentTimeMillis())));
    }

    private static String key(String realmId, String id) {
        return "api-token-revocation:%s:%s".formatted(realmId, id);
    }

    private static String cancelKey(String realmId, String id) {
        return key(realmId, id) + ":cancel";
    }

    /** The state of a revocation. */
    public enum State {
        RUNNING,
        DONE,
        /** An admin stopped it, or the admin who started it lost the permission. */
        CANCELLED,
        /** It stopped for another reason, or made no progress for a minute. */
        FAILED;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
