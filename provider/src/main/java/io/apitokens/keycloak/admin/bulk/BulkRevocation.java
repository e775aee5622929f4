package io.apitokens.keycloak.admin.bulk;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.RealmAdmin;
import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSearch.Position;
import io.apitokens.keycloak.store.ApiTokenSweep;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Revokes all active API tokens that a filter finds, in the background. Before each one it checks that the admin still
 * has the permission, and stops if not. It keeps its progress in Keycloak's store of single-use objects, for all nodes,
 * until an hour after the last step. After a crash, the admin can start it again.
 */
public final class BulkRevocation {

    private static final String EXECUTOR = "api-token-revocations";

    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final String adminRealmId;
    private final String admin;
    private final String address;
    private final Comment comment;
    private final ApiTokenFilter filter;
    private final long matching;
    private final long started = Time.currentTimeMillis();
    private final String id = KeycloakModelUtils.generateId();
    private final AtomicInteger revoked = new AtomicInteger();

    // Only the working thread uses these fields.
    private ApiToken last;
    private boolean isThrough;
    private boolean isStopped;
    private BulkRevocationProgress.State end = BulkRevocationProgress.State.FAILED;

    /** @param comment null for none */
    public BulkRevocation(KeycloakSession session, RealmAdmin admin, Target target, Comment comment) {
        this.factory = session.getKeycloakSessionFactory();
        this.realmId = target.realm().getId();
        this.adminRealmId = admin.home().getId();
        this.admin = admin.user().getId();
        this.address = session.getContext().getConnection().getRemoteHost();
        this.comment = comment;
        this.filter = target.filter();
        this.matching = target.matching();
    }

    /**
     * The API tokens to revoke.
     *
     * @param matching number of API tokens that the filter finds; 10,001 for more than 10,000
     */
    public record Target(RealmModel realm, ApiTokenFilter filter, long matching) {}

    /**
     * Starts on this node after the commit of the request, so that the transaction of the request overwrites no
     * progress.
     */
    public BulkRevocationProgress start(KeycloakSession session) {
        BulkRevocationProgress progress = progress(BulkRevocationProgress.State.RUNNING);
        KeycloakModelUtils.runJobInTransaction(factory, own -> progress.save(own, realmId));
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                KeycloakModelUtils.runJobInTransaction(factory, own -> own.getProvider(ExecutorsProvider.class)
                        .getExecutor(EXECUTOR)
                        .execute(BulkRevocation.this::run));
            }

            @Override
            protected void rollbackImpl() {
                // Nothing was started.
            }
        });
        return progress;
    }

    private void run() {
        try {
            sweep();
        } finally {
            KeycloakModelUtils.runJobInTransaction(
                    factory, session -> progress(end).save(session, realmId));
        }
    }

    /**
     * Repeats the sweep until no API token is left. The revocation has failed if a sweep ends none and some are left.
     */
    private void sweep() {
        boolean goesOn = true;
        while (goesOn) {
            int before = revoked.get();
            last = null;
            isThrough = false;
            new ApiTokenSweep(factory, () -> !isStopped).forEach(this::next, this::revoke);
            boolean isLeft = isThrough && isAnyLeft();
            goesOn = isLeft && revoked.get() > before;
            if (isThrough && !isLeft) {
                end = BulkRevocationProgress.State.DONE;
            }
        }
    }

    private boolean isAnyLeft() {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            session.getContext().setRealm(realm);
            return ApiTokenProvider.of(session).search(realm, filter).count(1) > 0;
        });
    }

    private Stream<ApiToken> next(KeycloakSession session, int max) {
        RealmModel realm = session.realms().getRealm(realmId);
        session.getContext().setRealm(realm);
        if (!goOnIfPermitted(session, realm)) {
            return Stream.empty();
        }
        progress(BulkRevocationProgress.State.RUNNING).save(session, realmId);
        List<ApiToken> page = ApiTokenProvider.of(session)
                .search(realm, filter)
                .after(Position.of(last), max)
                .toList();
        if (page.isEmpty()) {
            isThrough = true;
        } else {
            last = page.get(page.size() - 1);
        }
        return page.stream();
    }

    /** Stops the revocation if it was cancelled, or if the admin has lost the permission. */
    private boolean goOnIfPermitted(KeycloakSession session, RealmModel realm) {
        isStopped = isStopped || BulkRevocationProgress.isCancelled(session, realmId, id) || !mayManage(session, realm);
        if (isStopped) {
            end = BulkRevocationProgress.State.CANCELLED;
        }
        return !isStopped;
    }

    private boolean mayManage(KeycloakSession session, RealmModel realm) {
        RealmModel adminRealm = session.realms().getRealm(adminRealmId);
        UserModel user = adminRealm == null ? null : session.users().getUserById(adminRealm, admin);
        return user != null && mayManage(realm, new RealmAdmin(adminRealm, user));
    }

    /** Checks the permission that the request needed, and that the admin could still log in. */
    private static boolean mayManage(RealmModel realm, RealmAdmin admin) {
        return admin.canLogIn() && admin.holdsOne(realm, Set.of(AdminRoles.MANAGE_USERS));
    }

    /** Checks the permission in the transaction that ends the token, so that a lost permission ends no more tokens. */
    private void revoke(KeycloakSession session, ApiToken token) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (!goOnIfPermitted(session, realm)) {
            return;
        }
        EventBuilder event = new EventBuilder(realm, session).ipAddress(address);
        ApiTokenEvent.begin(event, EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE)
                .detail(ApiTokenEvent.ADMIN, admin);
        revoked.addAndGet(new ApiTokenRevocation(session)
                .revoke(token, admin, comment, event)
                .apiTokens());
    }

    private BulkRevocationProgress progress(BulkRevocationProgress.State state) {
        return new BulkRevocationProgress(id, matching, revoked.get(), started, state);
    }
}
