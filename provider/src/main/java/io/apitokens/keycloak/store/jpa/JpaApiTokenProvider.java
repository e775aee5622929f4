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
import io.apitokens.keycloak.store.DueApiTokens;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.utils.StreamsUtil;

/** Stores API tokens through Keycloak's entity manager, in the transaction of the request. */
final class JpaApiTokenProvider implements ApiTokenProvider {

    /** Reasons for which the rows are removed in the same transaction. */
    private static final Set<Revocation.Reason> REMOVING =
            Set.of(Revocation.Reason.USER_REMOVED, Revocation.Reason.CLIENT_REMOVED);

    private static final String CLIENTS_WITH_ATTRIBUTE =
            "select a.client.id from ClientAttributeEntity a where a.name = :name and a.client.realmId = :realm";

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
    public Secret newSecret() {
        return Secret.generate(secretPrefix);
    }

    @Override
    public int maxActive() {
        return limits.active();
    }

    @Override
    public void add(ApiToken token, Secret secret) {
        try {
            LockConflicts.givingWay(() -> {
                em().persist(new ApiTokenEntity(token, secret));
                ApiTokenScopeEntity.of(token).forEach(em()::persist);
                em().flush();
                return token;
            });
        } catch (ModelDuplicateException e) {
            throw new ApiTokenBusyException(e);
        }
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
    public Stream<ApiToken> search(RealmModel realm, ApiTokenFilter filter, ApiTokenFilter.Page page) {
        return new ApiTokenSearch(session, realm, em(), filter).page(page);
    }

    @Override
    public Stream<ApiToken> next(RealmModel realm, ApiTokenFilter filter, ApiToken last, int max) {
        return new ApiTokenSearch(session, realm, em(), filter).after(last, max);
    }

    @Override
    public int count(RealmModel realm, ApiTokenFilter filter, int limit) {
        return new ApiTokenSearch(session, realm, em(), filter).count(limit);
    }

    @Override
    public List<String> owners(RealmModel realm, ApiTokenFilter filter, int max) {
        return new ApiTokenSearch(session, realm, em(), filter).owners(max);
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
    public Optional<ApiToken> rotate(ApiToken token, Secret secret, Long graceEnds) {
        return new SecretRotation(em()).rotate(token, secret, graceEnds);
    }

    @Override
    public void used(ApiToken token) {
        uses.used(session, token);
    }

    @Override
    public void usedLate(ApiToken token) {
        uses.usedLate(session, token);
    }

    @Override
    public boolean lockSession(ApiToken token) {
        return new SessionRows(em()).lockDerived(token);
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
    public void forgetGrantingSession(ApiToken token) {
        new SessionRows(em()).forgetGranting(token);
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
        return StreamsUtil.closing(em().createQuery(CLIENTS_WITH_ATTRIBUTE, String.class)
                .setParameter("name", attribute)
                .setParameter("realm", realm.getId())
                .getResultStream());
    }

    @Override
    public void remove(ApiToken token) {
        removals().remove(List.of(token.id()));
    }

    @Override
    public void remove(RealmModel realm, UserModel user) {
        removals().remove(realm, user);
    }

    @Override
    public void remove(ClientModel client) {
        removals().remove(client);
    }

    @Override
    public void remove(RealmModel realm) {
        removals().remove(realm);
    }

    @Override
    public void close() {
        // Keycloak closes the entity manager.
    }

    /** Opens no entity manager before one is needed: a request that only looks up a secret needs none. */
    private EntityManager em() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private ApiTokenRows rows() {
        return new ApiTokenRows(em());
    }

    private ApiTokenRemovals removals() {
        return new ApiTokenRemovals(em());
    }
}
