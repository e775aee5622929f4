package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.AbstractQuery;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Selection;
import jakarta.persistence.criteria.Subquery;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Order;
import io.apitokens.keycloak.store.ApiTokenFilter.Page;
import io.apitokens.keycloak.token.ApiToken;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaDerivedRoot;
import org.hibernate.query.criteria.JpaSubQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The lists of API tokens. Which ones they are is asked first, so that an index alone can answer, and then for their
 * rows. What is found by several branches, each in the order of an index, is asked for at once and merged: no index has
 * the order of an {@code or}.
 */
final class ApiTokenSearch {

    private static final String ID = "id";
    private static final String KEY = "key";

    private final EntityManager em;
    private final HibernateCriteriaBuilder cb;
    private final ApiTokenConditions conditions;

    ApiTokenSearch(KeycloakSession session, RealmModel realm, EntityManager em, ApiTokenFilter filter) {
        this.em = em;
        this.cb = (HibernateCriteriaBuilder) em.getCriteriaBuilder();
        this.conditions = new ApiTokenConditions(session, realm, em, cb, filter);
    }

    Stream<ApiToken> page(Page page) {
        return rows(ids(page, null));
    }

    /**
     * Those that follow an API token, oldest first; the oldest where it is null. What lies before is not read again.
     */
    Stream<ApiToken> after(ApiToken last, int max) {
        return rows(ids(new Page(Order.OLDEST, 0, max), last));
    }

    /** How many there are, counted no further than a limit. */
    int count(int max) {
        return ids(new Page(null, 0, max), null).size();
    }

    /** The id of the user of each one, of no more than a limit. */
    List<String> owners(int max) {
        JpaCriteriaQuery<String> query = cb.createQuery(String.class);
        // There is one branch for those of some users.
        Found found = new Found(query, query, conditions.branches().get(0), null);
        query.select(found.roots.token().get("userId"));
        return em.createQuery(query).setMaxResults(max).getResultList();
    }

    private List<String> ids(Page page, ApiToken last) {
        List<SearchBranch> branches = conditions.branches();
        JpaCriteriaQuery<String> query = cb.createQuery(String.class);
        if (branches.size() == 1) {
            Found found = new Found(query, query, branches.get(0), last);
            query.select(found.roots.id()).orderBy(orders(page.order(), found.keys(page.order()), found.roots.id()));
        } else {
            merge(query, branches, page, last);
        }
        return em.createQuery(query)
                .setFirstResult(page.first())
                .setMaxResults(page.max())
                .getResultList();
    }

    private void merge(JpaCriteriaQuery<String> query, List<SearchBranch> branches, Page page, ApiToken last) {
        List<JpaSubQuery<Tuple>> parts =
                branches.stream().map(branch -> part(query, branch, page, last)).toList();
        JpaDerivedRoot<Tuple> all =
                query.from(cb.union(true, parts.get(0), parts.stream().skip(1).toArray(Subquery[]::new)));
        List<Expression<?>> keys = new ArrayList<>();
        for (int i = 0; i < properties(page.order()).size(); i++) {
            keys.add(all.get(KEY + i));
        }
        query.select(all.get(ID)).orderBy(orders(page.order(), keys, all.get(ID)));
    }

    private JpaSubQuery<Tuple> part(JpaCriteriaQuery<String> query, SearchBranch branch, Page page, ApiToken last) {
        JpaSubQuery<Tuple> part = query.subquery(Tuple.class);
        Found found = new Found(query, part, branch, last);
        List<Expression<?>> keys = found.keys(page.order());
        List<Selection<?>> selections = new ArrayList<>();
        selections.add(found.roots.id().alias(ID));
        for (int i = 0; i < keys.size(); i++) {
            selections.add(keys.get(i).alias(KEY + i));
        }
        return part.multiselect(selections)
                .orderBy(orders(page.order(), keys, found.roots.id()))
                .fetch(page.first() + page.max());
    }

    /** In the order of their ids; without those that were removed meanwhile. */
    private Stream<ApiToken> rows(List<String> ids) {
        if (ids.isEmpty()) {
            return Stream.empty();
        }
        Map<String, ApiToken> found =
                new ApiTokenRows(em).byIds(ids).collect(Collectors.toMap(ApiToken::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull);
    }

    private List<jakarta.persistence.criteria.Order> orders(Order order, List<Expression<?>> keys, Expression<?> id) {
        if (order == null) {
            return List.of();
        }
        boolean descending = order == Order.NEWEST || order == Order.LAST_USED;
        return Stream.concat(keys.stream(), Stream.of(id))
                .map(key -> (jakarta.persistence.criteria.Order) (descending ? cb.desc(key) : cb.asc(key)))
                .toList();
    }

    /** As the indexes have them; the id comes last. */
    private static List<String> properties(Order order) {
        if (order == null) {
            return List.of();
        }
        return switch (order) {
            case NEWEST, OLDEST -> List.of("created");
            case LABEL -> List.of("labelLower");
            case LAST_USED -> List.of("lastUsed", "created");
            case EXPIRES -> List.of("expires", "created");
        };
    }

    /** What one branch finds, within a query or a part of it. */
    private final class Found {
        private final QueryRoots roots;

        Found(CriteriaQuery<?> whole, AbstractQuery<?> part, SearchBranch branch, ApiToken last) {
            roots = QueryRoots.of(part, branch.picked());
            List<Predicate> where = conditions.of(whole, roots);
            where.addAll(branch.conditions(roots));
            if (last != null) {
                where.add(cb.greaterThanOrEqualTo(roots.created(), last.created()));
                where.add(
                        cb.or(cb.greaterThan(roots.created(), last.created()), cb.greaterThan(roots.id(), last.id())));
            }
            part.where(where.toArray(Predicate[]::new));
        }

        List<Expression<?>> keys(Order order) {
            List<String> properties = properties(order);
            // The same for all of them, and what their index begins with.
            boolean byReason = conditions.areJustActive() && properties.equals(List.of("created"));
            return Stream.concat(byReason ? Stream.of("revokedReason") : Stream.of(), properties.stream())
                    .<Expression<?>>map(this::property)
                    .toList();
        }

        private Expression<?> property(String name) {
            Path<?> ofToken = roots.token().get(name);
            return "created".equals(name) ? roots.created() : ofToken;
        }
    }
}
