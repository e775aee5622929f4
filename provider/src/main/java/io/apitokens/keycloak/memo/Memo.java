package io.apitokens.keycloak.memo;

import java.util.Optional;
import java.util.function.Consumer;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * Decides whether an introspection may reuse an earlier evaluation, and whether to keep its own. It reuses one only if
 * Keycloak's caches have not changed since that evaluation began. docs/performance.md has the conditions.
 *
 * <p>Call {@link #find()} after the row was read, {@link #evaluating()} before the evaluation and {@link #keep} after.
 */
public final class Memo {

    private static final Logger LOG = Logger.getLogger(Memo.class);

    private static final Fallback FALLBACK = new Fallback(cause -> LogMessage.NOTHING_KEPT.log(LOG, cause));

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final ClientModel tokenClient;
    private final Question question;
    private final Consumer<Outcome> told;
    private KeycloakCaches caches;
    private Stamp started;
    private Outcome obstacle;
    private StatementWatch watch;

    private Memo(KeycloakSession session, Verified verified, Consumer<Outcome> told) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.user = verified.user();
        this.tokenClient = verified.client();
        this.question = new Question(
                tokenClient.getId(),
                verified.apiToken().scope(),
                session.getContext().getClient().getId(),
                session.getContext().getUri().getBaseUri().toString(),
                session.getAttributeOrDefault(Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED, false));
        this.told = told;
    }

    /**
     * Begins an introspection.
     *
     * @param told gets the outcome once, at the end of the request or before
     */
    public static Memo of(KeycloakSession session, Verified verified, Consumer<Outcome> told) {
        return new Memo(session, verified, told);
    }

    /** Returns the answer of an earlier introspection that holds now. */
    public Optional<KeptAnswer> find() {
        Optional<KeptAnswer> found = FALLBACK.call(this::lookUp, Optional.empty());
        found.ifPresent(answer -> told.accept(Outcome.HIT));
        return found;
    }

    private Optional<KeptAnswer> lookUp() {
        obstacle = obstacle();
        if (obstacle != null) {
            return Optional.empty();
        }
        Stamp now = new Stamp(caches.revision(), started.realm());
        KeptAnswers kept = KeycloakCaches.kept(user);
        return kept == null ? Optional.empty() : kept.find(question, now, System.nanoTime());
    }

    private Outcome obstacle() {
        if (!ReuseOption.ON) {
            return Outcome.OFF;
        }
        caches = KeycloakCaches.of(session).orElse(null);
        if (caches == null) {
            FALLBACK.switchOff(null);
            return Outcome.CACHE;
        }
        if (!KeycloakCaches.isCached(user)) {
            return Outcome.USER;
        }
        if (!KeycloakCaches.isCached(tokenClient)
                || !KeycloakCaches.isCached(session.getContext().getClient())) {
            return Outcome.CLIENT;
        }
        started = caches.atStart(realm).orElse(null);
        return started == null || caches.areChangedByThisRequest() ? Outcome.CHANGED : null;
    }

    /** Begins to watch whether the evaluation queries the database. */
    public void evaluating() {
        if (mayKeep()) {
            watch = FALLBACK.call(() -> StatementWatch.begin(session), null);
        }
    }

    /** Returns whether the evaluation may still be kept. */
    private boolean mayKeep() {
        return obstacle == null && !FALLBACK.isOff();
    }

    /** Ends the introspection without an answer to keep. */
    public void leave(Outcome reason) {
        told.accept(FALLBACK.isOff() ? Outcome.CACHE : obstacle == null ? reason : obstacle);
    }

    /**
     * Returns whether the answer may be kept, as far as the evaluation tells.
     *
     * @param context of the evaluation
     * @param issued its claims before those of the introspection
     */
    public boolean accepts(ClientSessionContext context, AccessToken issued) {
        if (mayKeep()) {
            obstacle = FALLBACK.call(() -> obstacle(context, issued), Outcome.CACHE);
        }
        return mayKeep();
    }

    private Outcome obstacle(ClientSessionContext context, AccessToken issued) {
        // TokenManager.validateSelectedOrganization
        if (issued.getOtherClaims().containsKey(OAuth2Constants.ORGANIZATION)) {
            return Outcome.ORGANIZATION;
        }
        if (!PureMappers.areAll(session, context)) {
            return Outcome.MAPPER;
        }
        return watch.hasNoticed() ? Outcome.SQL : null;
    }

    /** Keeps an {@linkplain #accepts accepted} answer when the request is complete, if nothing has changed. */
    public void keep(KeptAnswer answer) {
        if (!KeptAnswers.fits(question, answer)) {
            leave(Outcome.FORM);
            return;
        }
        // Runs after Keycloak has invalidated what this request changed. The look-up has called the same classes
        // before.
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                if (caches.revision() == started.revision()) {
                    KeycloakCaches.keptOrNew(user).add(question, answer, started, System.nanoTime());
                    told.accept(Outcome.KEPT);
                } else {
                    told.accept(Outcome.CHANGED);
                }
            }

            @Override
            protected void rollbackImpl() {
                told.accept(Outcome.CHANGED);
            }
        });
    }
}
