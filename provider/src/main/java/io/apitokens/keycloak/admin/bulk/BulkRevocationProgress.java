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
 * How far a {@link BulkRevocation} has come.
 *
 * @param matching how many API tokens there were at the beginning; 10,001 stands for more than 10,000
 * @param revoked how many it has revoked so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkRevocationProgress(String id, long matching, int revoked, State state) {

    private static final long KEEP_SECONDS = TimeUnit.HOURS.toSeconds(1);
    private static final String MATCHING = "matching";
    private static final String REVOKED = "revoked";
    private static final String STATE = "state";
    private static final String SAVED = "saved";

    // A page takes seconds.
    private static final long SILENCE = TimeUnit.MINUTES.toMillis(1);

    /** How far one has come; empty where there is none, or was long ago. */
    public static Optional<BulkRevocationProgress> of(KeycloakSession session, RealmModel realm, String id) {
        return Optional.ofNullable(session.singleUseObjects().get(key(realm.getId(), id)))
                .map(notes -> new BulkRevocationProgress(
                        id,
                        Long.parseLong(notes.get(MATCHING)),
                        Integer.parseInt(notes.get(REVOKED)),
                        state(State.valueOf(notes.get(STATE)), Long.parseLong(notes.get(SAVED)))));
    }

    /** The node that was at it may be gone, and nobody else goes on. */
    private static State state(State saved, long at) {
        boolean isSilent = saved == State.RUNNING && Time.currentTimeMillis() - at > SILENCE;
        return isSilent ? State.FAILED : saved;
    }

    /** Lets it end before the next API token. */
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

    /** What has become of it. */
    public enum State {
        RUNNING,
        DONE,
        /** It was stopped, or the admin may not any more. */
        CANCELLED,
        /** It could not go on, or has not for a minute; what it ended stays ended. */
        FAILED;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
