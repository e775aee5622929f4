package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Expiry;
import io.apitokens.keycloak.store.ApiTokenFilter.LabelSearch;
import io.apitokens.keycloak.store.ApiTokenFilter.LastUse;
import io.apitokens.keycloak.store.ApiTokenFilter.Match;
import io.apitokens.keycloak.store.ApiTokenFilter.Owners;
import io.apitokens.keycloak.store.ApiTokenFilter.Period;
import io.apitokens.keycloak.store.ApiTokenFilter.Scope;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.JpaUserPartialEvaluationProvider;
import org.keycloak.models.jpa.entities.UserEntity;

/** What a filter means to the database. */
final class ApiTokenConditions {

    private static final Pattern PATTERN = Pattern.compile("[%_!]");

    private static final List<String> OTHER_REASONS = Stream.of(Revocation.Reason.values())
            .filter(reason -> reason != Revocation.Reason.EXPIRED)
            .map(Enum::name)
            .toList();

    // Each is a part of the statement.
    private static final int FEW_CLIENTS = 8;

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private static final String ID = "id";

    // All are parameters, of which some databases take 2,000.
    private static final int FEW = 500;
    private static final int FEW_IN_A_BRANCH = 100;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;
    private final CriteriaBuilder cb;
    private final ApiTokenFilter filter;
    private final SelectiveIds selective;
    private final List<String> selectiveIds;

    ApiTokenConditions(
            KeycloakSession session, RealmModel realm, EntityManager em, CriteriaBuilder cb, ApiTokenFilter filter) {
        this.session = session;
        this.realm = realm;
        this.em = em;
        this.cb = cb;
        this.filter = filter;
        this.selective = new SelectiveIds(em, cb, realm);
        this.selectiveIds = findSelectiveIds();
    }

    /** Those that a list in its order would come upon late or never, where they are few; null where none are. */
    private List<String> findSelectiveIds() {
        if (filter.userId() != null) {
            return null;
        }
        List<String> found = null;
        if (filter.label() != null && filter.label().match() == Match.CONTAINS) {
            found = selective.in(
                    FEW, List.of("labelLower", ID), token -> matches(token.get("labelLower"), filter.label()));
        }
        return found == null && filter.use().unusedSince() != null ? selectiveUnused() : found;
    }

    private List<String> selectiveUnused() {
        return selective.in(FEW, List.of("lastUsed", "created", ID), token -> {
            List<Predicate> where = new ArrayList<>();
            addBefore(where, token.get("lastUsed"), filter.use().unusedSince());
            addBefore(where, token.get("created"), filter.use().unusedSince());
            if (filter.status() == ApiToken.Status.ACTIVE) {
                where.add(active(token, Time.currentTimeMillis()));
            }
            return cb.and(where.toArray(Predicate[]::new));
        });
    }

    /** All but status and scope, for which there are the {@link #branches}. */
    List<Predicate> of(CriteriaQuery<?> query, QueryRoots roots) {
        Root<ApiTokenEntity> token = roots.token();
        List<Predicate> where = new ArrayList<>();
        if (roots.scope() != null) {
            where.add(cb.equal(roots.scope().get("realmId"), realm.getId()));
            where.add(roots.joined(cb));
        }
        where.add(cb.equal(token.get("realmId"), realm.getId()));
        if (filter.userId() != null) {
            where.add(cb.equal(token.get("userId"), filter.userId()));
        }
        if (filter.clientId() != null) {
            where.add(cb.equal(token.get("clientId"), literal(filter.clientId())));
        }
        if (selectiveIds != null) {
            where.add(among(token, selectiveIds));
        }
        if (filter.label() != null) {
            where.add(matches(token.get("labelLower"), filter.label()));
        }
        addPeriod(where, roots.created(), filter.created());
        addUse(where, roots);
        addExpiry(where, roots);
        if (filter.owners() == Owners.NONE) {
            where.add(cb.disjunction());
        } else if (filter.owners() == Owners.PERMITTED) {
            where.add(ofPermittedUser(query, token));
        }
        return where;
    }

    /** Whether nothing but that they are active, and maybe when they were minted, narrows them. */
    boolean areJustActive() {
        return filter.status() == ApiToken.Status.ACTIVE
                && filter.with(null, Period.ALWAYS).equals(ApiTokenFilter.ALL);
    }

    /** The branches by which status and scope find API tokens; one where they are few in any case. */
    List<SearchBranch> branches() {
        List<SearchBranch> statuses = statuses(filter.status(), Time.currentTimeMillis());
        boolean atOnce = filter.userId() != null || filter.owners() != Owners.ALL || selectiveIds != null;
        List<SearchBranch> scopes =
                filter.scope() == null ? List.of(new SearchBranch(false, List.of())) : scopes(atOnce);
        return atOnce
                ? List.of(any(statuses).and(any(scopes)))
                : statuses.stream()
                        .flatMap(status -> scopes.stream().map(status::and))
                        .toList();
    }

    private SearchBranch any(List<SearchBranch> branches) {
        return branches.size() == 1
                ? branches.get(0)
                : SearchBranch.of(roots -> cb.or(branches.stream()
                        .map(branch -> cb.and(branch.conditions(roots).toArray(Predicate[]::new)))
                        .toArray(Predicate[]::new)));
    }

    /** The same rule as {@link ApiToken#status(long)}. */
    private List<SearchBranch> statuses(ApiToken.Status status, long now) {
        if (status == null) {
            return List.of(new SearchBranch(false, List.of()));
        }
        return switch (status) {
            case ACTIVE -> List.of(SearchBranch.of(roots -> active(roots.token(), now)));
            case EXPIRED ->
                List.of(
                        SearchBranch.of(roots -> cb.and(
                                endedBy(roots, Revocation.Reason.EXPIRED.name()),
                                cb.lessThanOrEqualTo(roots.token().get("expires"), now))),
                        expiredAndNotEnded(now));
            case REVOKED ->
                OTHER_REASONS.stream()
                        .map(reason -> SearchBranch.of(roots -> endedBy(roots, reason)))
                        .toList();
        };
    }

    private Predicate active(Root<ApiTokenEntity> token, long now) {
        return cb.and(notEnded(token), cb.greaterThan(token.get("expires"), now));
    }

    /** The task ends them soon, so that they are few; among those that never expire no list leads to them. */
    private SearchBranch expiredAndNotEnded(long now) {
        List<String> found =
                selective.in(FEW_IN_A_BRANCH, List.of("revoked", "expires"), token -> expiredAndNotEnded(token, now));
        return SearchBranch.of(roots -> cb.and(
                expiredAndNotEnded(roots.token(), now),
                found == null ? cb.conjunction() : among(roots.token(), found)));
    }

    private Predicate expiredAndNotEnded(Root<ApiTokenEntity> token, long now) {
        return cb.and(notEnded(token), cb.lessThanOrEqualTo(token.get("expires"), now));
    }

    private Predicate among(Root<ApiTokenEntity> token, List<String> ids) {
        return ids.isEmpty() ? cb.disjunction() : token.get(ID).in(ids);
    }

    /** The reason is what the indexes of the lists have, the time what that of the tasks has. */
    private Predicate notEnded(Root<ApiTokenEntity> token) {
        return cb.and(cb.isNull(token.get("revoked")), cb.isNull(token.get("revokedReason")));
    }

    private Predicate endedBy(QueryRoots roots, String reason) {
        return cb.equal(roots.token().get("revokedReason"), literal(reason));
    }

    private List<SearchBranch> scopes(boolean atOnce) {
        Scope scope = filter.scope();
        Set<String> always = scope.alwaysClients();
        Set<String> offering = scope.offeringClients();
        if (always.contains(filter.clientId())) {
            return List.of(new SearchBranch(false, List.of()));
        }
        List<SearchBranch> branches = new ArrayList<>();
        branches.add(picked(scope, atOnce));
        for (Set<String> clients : grouped(always)) {
            branches.add(SearchBranch.of(roots -> isFor(roots, clients)));
        }
        for (Set<String> clients : grouped(offering)) {
            branches.add(SearchBranch.of(roots -> cb.and(
                    cb.isTrue(roots.token().get("everything")), isFor(roots, clients), cb.not(isFor(roots, always)))));
        }
        return branches;
    }

    private SearchBranch picked(Scope scope, boolean atOnce) {
        if (atOnce) {
            return SearchBranch.of(roots -> cb.exists(pickedBy(roots, scope)));
        }
        return new SearchBranch(
                true,
                List.of(
                        roots -> cb.equal(roots.scope().get("scope"), literal(scope.name())),
                        roots -> cb.not(isFor(roots, scope.alwaysClients()))));
    }

    private Subquery<Integer> pickedBy(QueryRoots roots, Scope scope) {
        Subquery<Integer> picked = roots.query().subquery(Integer.class);
        Root<ApiTokenScopeEntity> row = picked.from(ApiTokenScopeEntity.class);
        return picked.select(cb.literal(1))
                .where(cb.equal(row.get("tokenId"), roots.token().get("id")), cb.equal(row.get("scope"), scope.name()));
    }

    private static List<Set<String>> grouped(Set<String> clients) {
        if (clients.isEmpty()) {
            return List.of();
        }
        return clients.size() > FEW_CLIENTS
                ? List.of(clients)
                : clients.stream().map(Set::of).toList();
    }

    private Predicate isFor(QueryRoots roots, Set<String> clients) {
        Expression<String> client = roots.token().get("clientId");
        return switch (clients.size()) {
            case 0 -> cb.disjunction();
            case 1 -> cb.equal(client, literal(clients.iterator().next()));
            default -> client.in(clients);
        };
    }

    private Predicate matches(Expression<String> label, LabelSearch search) {
        String text = search.text().toLowerCase(Locale.ROOT);
        String pattern = PATTERN.matcher(text).replaceAll("!$0") + "%";
        // SQL Server alone has brackets in patterns, and would want them escaped as others do not.
        boolean brackets = text.contains("[");
        return switch (search.match()) {
            case EQUALS -> cb.equal(label, text);
            case CONTAINS -> brackets ? cb.greaterThan(cb.locate(label, text), 0) : cb.like(label, "%" + pattern, '!');
            case BEGINS -> brackets ? cb.equal(cb.locate(label, text), 1) : cb.like(label, pattern, '!');
        };
    }

    private void addUse(List<Predicate> where, QueryRoots roots) {
        LastUse use = filter.use();
        Expression<Long> lastUsed = roots.token().get("lastUsed");
        boolean used = Boolean.FALSE.equals(use.never()) || !use.period().equals(Period.ALWAYS);
        if (used) {
            where.add(cb.greaterThan(lastUsed, ApiTokenEntity.NOT_YET));
        }
        if (Boolean.TRUE.equals(use.never())) {
            where.add(cb.equal(lastUsed, literal(ApiTokenEntity.NOT_YET)));
        }
        addPeriod(where, lastUsed, use.period());
        // What was used before a time was minted before it, but for clocks that differ: what is newer is not looked at.
        if (use.period().to() != null) {
            addBefore(where, roots.created(), Math.min(use.period().to(), Long.MAX_VALUE - HOUR) + HOUR);
        }
        addBefore(where, lastUsed, use.unusedSince());
        addBefore(where, roots.created(), use.unusedSince());
    }

    private void addExpiry(List<Predicate> where, QueryRoots roots) {
        Expiry expiry = filter.expiry();
        Expression<Long> expires = roots.token().get("expires");
        boolean expiring =
                Boolean.FALSE.equals(expiry.never()) || !expiry.period().equals(Period.ALWAYS);
        if (expiring) {
            where.add(cb.lessThan(expires, ApiTokenEntity.NEVER));
        }
        if (Boolean.TRUE.equals(expiry.never())) {
            where.add(cb.equal(expires, literal(ApiTokenEntity.NEVER)));
        }
        addPeriod(where, expires, expiry.period());
        addBefore(where, roots.created(), expiry.period().to());
    }

    private void addPeriod(List<Predicate> where, Expression<Long> time, Period period) {
        if (period.from() != null) {
            where.add(cb.greaterThanOrEqualTo(time, literal(period.from())));
        }
        addBefore(where, time, period.to());
    }

    private void addBefore(List<Predicate> where, Expression<Long> time, Long before) {
        if (before != null) {
            where.add(cb.lessThan(time, literal(before)));
        }
    }

    /** Not a parameter: how many rows there are depends so much on it that the database shall plan for it. */
    private <T> Expression<T> literal(T value) {
        return cb.literal(value);
    }

    /** By the conditions that Keycloak itself adds to its searches of users. */
    private Predicate ofPermittedUser(CriteriaQuery<?> query, Root<ApiTokenEntity> token) {
        Subquery<String> visible = query.subquery(String.class);
        Root<UserEntity> user = visible.from(UserEntity.class);
        List<Predicate> conditions = new ArrayList<>(AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
                session, AdminPermissionsSchema.USERS, new StoredUsers(session, em), realm, cb, query, user));
        conditions.add(cb.equal(user.get("id"), token.get("userId")));
        return cb.exists(visible.select(user.get("id")).where(conditions.toArray(Predicate[]::new)));
    }

    /** Keycloak's own conditions for members of groups. */
    private record StoredUsers(KeycloakSession session, EntityManager em) implements JpaUserPartialEvaluationProvider {

        @Override
        public KeycloakSession getSession() {
            return session;
        }

        @Override
        public EntityManager getEntityManager() {
            return em;
        }
    }
}
