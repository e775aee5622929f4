package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSummary;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Secret;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.utils.StreamsUtil;

/** API tokens by way of Keycloak's entity manager, in the transaction of the request. */
final class JpaApiTokenProvider implements ApiTokenProvider {

    /** What no id has does not reach the database, where PostgreSQL would refuse the character U+0000. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,36}");

    /** Reasons of which the rows are removed in the same transaction. */
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
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return named(ApiTokenEntity.BY_ID)
                .setParameter("id", id)
                .setParameter("realm", realm.getId())
                .getResultStream()
                .findFirst()
                .map(ApiTokenEntity::toModel);
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
    public List<ApiTokenSummary.OfClient> summary(RealmModel realm) {
        return new ApiTokenCounts(em()).of(realm);
    }

    @Override
    public void takeSummaries() {
        new ApiTokenCounts(em()).take();
    }

    @Override
    public Optional<Long> summariesTaken() {
        return new ApiTokenCounts(em()).lastTaken();
    }

    @Override
    public Optional<ApiTokenSummary> takenSummary(RealmModel realm) {
        return new ApiTokenCounts(em()).taken(realm);
    }

    @Override
    public Map<String, Long> takenActive() {
        return new ApiTokenCounts(em()).active();
    }

    @Override
    public Stream<ApiToken> notRevoked(RealmModel realm, UserModel user) {
        return models(of(named(ApiTokenEntity.NOT_REVOKED_OF_USER), realm, user));
    }

    @Override
    public List<ApiToken> lockNotRevoked(RealmModel realm, UserModel user) {
        // The first statement waits for its turn; only the second sees what came meanwhile, at every isolation level.
        return LockConflicts.givingWay(() -> {
            locking(realm, user).getResultList();
            return models(locking(realm, user)).toList();
        });
    }

    @Override
    public boolean lockConsent(UserModel user, ClientModel client) {
        return LockConflicts.givingWay(() -> ConsentRows.lock(em(), user, client));
    }

    @Override
    public Stream<ApiToken> notRevoked(ClientModel client, String afterId, int max) {
        return models(named(ApiTokenEntity.NOT_REVOKED_OF_CLIENT)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .setParameter("after", afterId)
                .setMaxResults(max));
    }

    @Override
    public boolean relabel(ApiToken token, Label label, Description description) {
        Query change = DurableUpdate.of(em(), ApiTokenEntity.RELABEL)
                .setParameter("id", token.id())
                .setParameter("label", label.value())
                .setParameter("lower", label.value().toLowerCase(Locale.ROOT))
                .setParameter("key", LabelKey.of(label))
                .setParameter("description", description == null ? null : description.value());
        return LockConflicts.givingWay(change::executeUpdate) == 1;
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
    public Stream<ApiToken> expired(long now, int max) {
        return models(new DueApiTokens(em()).expired(now, max));
    }

    @Override
    public Stream<ApiToken> unused(RealmModel realm, long since, int max) {
        return models(new DueApiTokens(em()).unused(realm, since, max));
    }

    @Override
    public Stream<ApiToken> unused(ClientModel client, long since, int max) {
        return models(new DueApiTokens(em()).unused(client, since, max));
    }

    @Override
    public Stream<ApiToken> expiring(long now, int max) {
        return models(new DueApiTokens(em()).expiring(now, max));
    }

    @Override
    public boolean putOffNotice(ApiToken token, long now, long until) {
        return new DueApiTokens(em()).setNotice(token, now, until);
    }

    @Override
    public void markTold(ApiToken token) {
        new DueApiTokens(em()).setNotice(token, Long.MAX_VALUE, null);
    }

    @Override
    public Stream<ApiToken> endedWithSession(long after, long until, int max) {
        return models(new DueApiTokens(em()).endedWithSession(after, until, max));
    }

    @Override
    public boolean lockSession(ApiToken token) {
        return SessionRows.lock(em(), DerivedSessionId.of(token.id()));
    }

    /** Otherwise each statement would look for changes in all that were loaded before it. */
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
        em().createNamedQuery(ApiTokenEntity.FORGET_GRANTING_SESSION)
                .setParameter("id", token.id())
                .executeUpdate();
    }

    @Override
    public Stream<ApiToken> ownerless(RealmModel realm, int max) {
        DueApiTokens due = new DueApiTokens(em());
        Stream<ApiToken> ofStorages = due.storages(realm).stream()
                .filter(storage -> realm.getComponent(storage) == null)
                .flatMap(storage -> models(due.ofStorage(realm, storage, max)));
        return Stream.concat(models(due.ofNobody(realm, max)), ofStorages);
    }

    @Override
    public int removeEnded(RealmModel realm, long before, int max) {
        return remove(new DueApiTokens(em()).ended(realm, before, max));
    }

    @Override
    public int removeEnded(ClientModel client, long before, int max) {
        return remove(new DueApiTokens(em()).ended(client, before, max));
    }

    private int remove(TypedQuery<String> ended) {
        List<String> ids = ended.getResultList();
        return ids.isEmpty()
                ? 0
                : em().createNamedQuery(ApiTokenEntity.REMOVE)
                        .setParameter("ids", ids)
                        .executeUpdate();
    }

    @Override
    public boolean markRevoked(ApiToken token, Revocation revocation) {
        boolean unused = revocation.reason() == Revocation.Reason.UNUSED;
        Query mark = DurableUpdate.of(em(), unused ? ApiTokenEntity.MARK_UNUSED : ApiTokenEntity.MARK_REVOKED)
                .setParameter("id", token.id())
                .setParameter("at", revocation.at())
                .setParameter("by", revocation.by())
                .setParameter("reason", revocation.reason().name())
                .setParameter(
                        "comment",
                        revocation.comment() == null
                                ? null
                                : revocation.comment().value());
        if (unused) {
            // Whoever has used it since it was read wants it.
            mark.setParameter(
                    "lastUsed",
                    token.lastUse() == null
                            ? ApiTokenEntity.NOT_YET
                            : token.lastUse().at());
        }
        boolean marked = LockConflicts.givingWay(mark::executeUpdate) == 1;
        if (marked && !REMOVING.contains(revocation.reason())) {
            EndedRows.add(session, token, limits.ended());
        }
        return marked;
    }

    @Override
    public Stream<String> clientsWithAttribute(RealmModel realm, String attribute) {
        return StreamsUtil.closing(em().createQuery(
                        "select a.client.id from ClientAttributeEntity a where a.name = :name and a.client.realmId = :realm",
                        String.class)
                .setParameter("name", attribute)
                .setParameter("realm", realm.getId())
                .getResultStream());
    }

    @Override
    public void remove(ApiToken token) {
        em().createNamedQuery(ApiTokenEntity.REMOVE)
                .setParameter("ids", List.of(token.id()))
                .executeUpdate();
    }

    @Override
    public void remove(RealmModel realm, UserModel user) {
        em().createNamedQuery(ApiTokenEntity.REMOVE_OF_USER)
                .setParameter("realm", realm.getId())
                .setParameter("user", user.getId())
                .executeUpdate();
    }

    @Override
    public void remove(ClientModel client) {
        em().createNamedQuery(ApiTokenEntity.REMOVE_OF_CLIENT)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .executeUpdate();
    }

    @Override
    public void remove(RealmModel realm) {
        new ApiTokenCounts(em()).remove(realm);
        em().createNamedQuery(ApiTokenEntity.REMOVE_OF_REALM)
                .setParameter("realm", realm.getId())
                .executeUpdate();
    }

    @Override
    public void close() {
        // The entity manager is Keycloak's.
    }

    /** Not before it is needed: a request that only looks up a secret has none. */
    private EntityManager em() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private TypedQuery<ApiTokenEntity> locking(RealmModel realm, UserModel user) {
        return of(em().createNamedQuery(ApiTokenEntity.NOT_REVOKED_OF_USER, ApiTokenEntity.class), realm, user)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
    }

    /** Read-only, so that Hibernate keeps no copy to compare at the end of the transaction. */
    private TypedQuery<ApiTokenEntity> named(String query) {
        return named(em(), query);
    }

    static TypedQuery<ApiTokenEntity> named(EntityManager em, String query) {
        return em.createNamedQuery(query, ApiTokenEntity.class).setHint(HibernateHints.HINT_READ_ONLY, true);
    }

    private static <Q extends Query> Q of(Q query, RealmModel realm, UserModel user) {
        query.setParameter("realm", realm.getId()).setParameter("user", user.getId());
        return query;
    }

    private static Stream<ApiToken> models(TypedQuery<ApiTokenEntity> query) {
        return StreamsUtil.closing(query.getResultStream().map(ApiTokenEntity::toModel));
    }
}
