package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenCounts;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenRemovals;
import io.apitokens.keycloak.store.ApiTokenSearch;
import io.apitokens.keycloak.store.DueApiTokens;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.store.Repetition;
import io.apitokens.keycloak.store.SecretChange;
import io.apitokens.keycloak.store.SessionRows;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Owner;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Stores API tokens through Keycloak's entity manager, in the transaction of the request. */
final class JpaApiTokenProvider implements ApiTokenProvider {

    /** Reasons for which the rows are removed in the same transaction. */
    private static final Set<Revocation.Reason> REMOVING =
            Set.of(Revocation.Reason.USER_REMOVED, Revocation.Reason.CLIENT_REMOVED);

    private final KeycloakSession session;
    private final SecretLookup secrets;
    private final UseLog uses;
    private final String secretPrefix;
    private final Limits limits;

    JpaApiTokenProvider(
            KeycloakSession session, SecretLookup secrets, UseLog uses, String secretPrefix, Limits limits) {
        this.session = session;
        this.secrets = secrets;
        this.uses = uses;
        this.secretPrefix = secretPrefix;
        this.limits = limits;
    }

    @Override
    public ApiTokenCounts counts() {
        return new JpaApiTokenCounts(em());
    }

    @Override
    public DueApiTokens due() {
        return new JpaDueApiTokens(em());
    }

    @Override
    public SessionRows sessions() {
        return new JpaSessionRows(em());
    }

    @Override
    public ApiTokenRemovals removals() {
        return new JpaApiTokenRemovals(em());
    }

    @Override
    public Secret newSecret() {
        return Secret.generate(secretPrefix);
    }

    @Override
    public int maxActive() {
        return limits.active();
    }

    @Override
    public void add(ApiToken token, Secret secret, IdempotencyKey key) {
        try {
            LockConflicts.givingWay(() -> {
                em().persist(new ApiTokenEntity(token, secret, key));
                ApiTokenScopeEntity.of(token).forEach(em()::persist);
                em().flush();
                return token;
            });
        } catch (ModelDuplicateException e) {
            throw new ApiTokenBusyException(e);
        }
    }

    @Override
    public Optional<Repetition> mintedWith(RealmModel realm, UserModel user, IdempotencyKey key) {
        return new RequestKeys(em()).minted(new Owner(realm.getId(), user.getId()), key);
    }

    @Override
    public Optional<PresentedSecret> bySecret(Secret secret) {
        return secrets.find(secret.hash());
    }

    @Override
    public Optional<ApiToken> byId(RealmModel realm, String id) {
        return rows().byId(realm, id);
    }

    @Override
    public Optional<ApiToken> byId(RealmModel realm, UserModel user, String id) {
        return byId(realm, id).filter(token -> token.userId().equals(user.getId()));
    }

    @Override
    public ApiTokenSearch search(RealmModel realm, ApiTokenFilter filter) {
        return new JpaApiTokenSearch(session, realm, em(), filter);
    }

    @Override
    public Stream<ApiToken> notRevoked(RealmModel realm, UserModel user) {
        return rows().notRevoked(realm, user);
    }

    @Override
    public List<ApiToken> lockNotRevoked(RealmModel realm, UserModel user) {
        return rows().lockNotRevoked(realm, user);
    }

    @Override
    public boolean lockConsent(UserModel user, ClientModel client) {
        return LockConflicts.givingWay(() -> ConsentRows.lock(em(), user, client));
    }

    @Override
    public Stream<ApiToken> notRevoked(ClientModel client, String afterId, int max) {
        return rows().notRevoked(client, afterId, max);
    }

    @Override
    public boolean relabel(ApiToken token, Label label, Description description) {
        return new LabelChange(em()).relabel(token, label, description);
    }

    @Override
    public Optional<ApiToken> rotate(ApiToken token, SecretChange change) {
        return new SecretRotation(em()).rotate(token, change);
    }

    @Override
    public Optional<Repetition> rotatedWith(ApiToken token, IdempotencyKey key) {
        return new RequestKeys(em()).rotated(token, key);
    }

    @Override
    public Optional<Repetition> replacedWith(PresentedSecret secret, IdempotencyKey key) {
        return new RequestKeys(em()).replaced(secret, key);
    }

    @Override
    public void used(ApiToken token) {
        uses.used(session, token);
    }

    @Override
    public void usedLate(ApiToken token) {
        uses.usedLate(session, token);
    }

    /** Without this, Hibernate checks all loaded entities for changes before each statement. */
    @Override
    public void inBulk(Runnable work) {
        FlushModeType before = em().getFlushMode();
        em().setFlushMode(FlushModeType.COMMIT);
        try {
            work.run();
        } finally {
            em().setFlushMode(before);
        }
    }

    @Override
    public boolean markRevoked(ApiToken token, Revocation revocation) {
        boolean marked = new RevocationMark(em()).set(token, revocation);
        if (marked && !REMOVING.contains(revocation.reason())) {
            EndedRows.add(session, token.owner(), limits.ended());
        }
        return marked;
    }

    @Override
    public Stream<String> clientsWithAttribute(RealmModel realm, String attribute) {
        return ClientRows.withAttribute(em(), realm, attribute);
    }

    @Override
    public void close() {
        // Keycloak closes the entity manager.
    }

    /** Opens the entity manager on demand: a request that only looks up a secret needs none. */
    private EntityManager em() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private ApiTokenRows rows() {
        return new ApiTokenRows(em());
    }
}
