package io.apitokens.keycloak.admin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenEvent;
import io.apitokens.keycloak.model.ApiTokenFilter;
import io.apitokens.keycloak.model.ApiTokenFilter.Order;
import io.apitokens.keycloak.model.ApiTokenFilter.Page;
import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.model.ApiTokenRevocation;
import io.apitokens.keycloak.model.ApiTokenSweep;
import io.apitokens.keycloak.model.Comment;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Revokes all active API tokens that a filter finds, in the background. How far it has come is kept in Keycloak's store
 * of single-use objects, where each node finds it, for an hour after the last step. What a crash leaves can be asked
 * for again.
 */
final class BulkRevocation {

    private static final String EXECUTOR = "api-token-revocations";
    private static final long KEEP_SECONDS = TimeUnit.HOURS.toSeconds(1);
    private static final String MATCHING = "matching";
    private static final String REVOKED = "revoked";
    private static final String DONE = "done";

    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final String admin;
    private final String address;
    private final Comment comment;
    private final String id = KeycloakModelUtils.generateId();
    private final AtomicInteger revoked = new AtomicInteger();

    BulkRevocation(AdminRequest request, Comment comment) {
        this.factory = request.session().getKeycloakSessionFactory();
        this.realmId = request.realm().getId();
        this.admin = request.auth().adminAuth().getUser().getId();
        this.address = request.session().getContext().getConnection().getRemoteHost();
        this.comment = comment;
    }

    /** How far a revocation has come; empty where there is none, or was long ago. */
    static Optional<Progress> progress(KeycloakSession session, RealmModel realm, String id) {
        return Optional.ofNullable(session.singleUseObjects().get(key(realm.getId(), id)))
                .map(notes -> new Progress(
                        id,
                        Long.parseLong(notes.get(MATCHING)),
                        Integer.parseInt(notes.get(REVOKED)),
                        Boolean.parseBoolean(notes.get(DONE))));
    }

    /** Begins it, on this node. */
    Progress start(KeycloakSession session, ApiTokenFilter filter, long matching) {
        Progress progress = new Progress(id, matching, 0, false);
        save(session, progress);
        session.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR).execute(() -> run(filter, matching));
        return progress;
    }

    private void run(ApiTokenFilter filter, long matching) {
        new ApiTokenSweep(factory).forEach((session, max) -> next(session, filter, matching, max), this::revoke);
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> save(session, new Progress(id, matching, revoked.get(), true)));
    }

    private Stream<ApiToken> next(KeycloakSession session, ApiTokenFilter filter, long matching, int max) {
        RealmModel realm = session.realms().getRealm(realmId);
        session.getContext().setRealm(realm);
        save(session, new Progress(id, matching, revoked.get(), false));
        return ApiTokenProvider.of(session).search(realm, filter, new Page(Order.OLDEST, 0, max));
    }

    private void revoke(KeycloakSession session, ApiToken token) {
        RealmModel realm = session.realms().getRealm(realmId);
        EventBuilder event = new EventBuilder(realm, session).ipAddress(address);
        ApiTokenEvent.begin(event, EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE)
                .detail(ApiTokenEvent.ADMIN, admin);
        revoked.addAndGet(new ApiTokenRevocation(session)
                .revoke(token, admin, comment, event)
                .apiTokens());
    }

    private void save(KeycloakSession session, Progress progress) {
        session.singleUseObjects()
                .put(
                        key(realmId, id),
                        KEEP_SECONDS,
                        Map.of(
                                MATCHING,
                                Long.toString(progress.matching()),
                                REVOKED,
                                Integer.toString(progress.revoked()),
                                DONE,
                                Boolean.toString(progress.done())));
    }

    private static String key(String realmId, String id) {
        return "api-token-revocation:%s:%s".formatted(realmId, id);
    }

    /**
     * How far it has come.
     *
     * @param matching how many API tokens there were at the beginning
     * @param revoked how many it has revoked so far
     */
    record Progress(String id, long matching, int revoked, boolean done) {}
}
