package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.AbstractQuery;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Selection;
import jakarta.persistence.criteria.Subquery;

import io.apitokens.keycloak.store.ApiTokenFilter.Order;
import io.apitokens.keycloak.store.ApiTokenFilter.Page;
import io.apitokens.keycloak.store.ApiTokenSearch.Position;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaDerivedRoot;
import org.hibernate.query.criteria.JpaSubQuery;

/**
 * Runs a {@link SearchPlan}. The newest active API tokens of a realm are this statement on PostgreSQL, which the index
 * {@code IDX_API_TOKEN_STATUS (REALM_ID, REVOKED_REASON, CREATED_TIMESTAMP, ID)} answers in its order:
 *
 * <pre>
 * select t.ID from API_TOKEN t
 * where t.REALM_ID = ? and t.REVOKED_TIMESTAMP is null and t.REVOKED_REASON is null and t.EXPIRES_TIMESTAMP &gt; ?
 * order by t.REVOKED_REASON desc, t.CREATED_TIMESTAMP desc, t.ID desc
 * offset ? rows fetch first ? rows only
 * </pre>
 *
 * <p>Several branches become a {@code union all} of such statements, each with the order and limit of the page, in
 * the FROM clause of a statement that sorts them again.
 */
final class SearchQuery {

    private static final String ID = "id";
    private static final String KEY = "key";

    private final EntityManager em;
    private final HibernateCriteriaBuilder cb;
    private final SearchPlan plan;
    private final PermittedOwners permitted;
    private final Position last;

    /** @param last position after which to continue in the order of minting; null to start */
    SearchQuery(EntityManager em, SearchPlan plan, PermittedOwners permitted, Position last) {
        this.em = em;
        this.cb = (HibernateCriteriaBuilder) em.getCriteriaBuilder();
        this.plan = plan;
        this.permitted = permitted;
        this.last = last;
    }

    List<String> ids(Page page) {
        JpaCriteriaQuery<String> query = cb.createQuery(String.class);
        if (plan.branches().size() == 1) {
            QueryRoots roots = from(query, query, plan.branches().get(0));
            query.select(roots.id()).orderBy(orders(page.order(), keys(roots, page.order()), roots.id()));
        } else {
            merge(query, page);
        }
        return em.createQuery(query)
                .setFirstResult(page.first())
                .setMaxResults(page.max())
                .getResultList();
    }

    /** Returns the user id of each API token. A search that is limited to some owners has one branch. */
    List<String> owners(int max) {
        JpaCriteriaQuery<String> query = cb.createQuery(String.class);
        QueryRoots roots = from(query, query, plan.branches().get(0));
        query.select(roots.token().get("userId"));
        return em.createQuery(query).setMaxResults(max).getResultList();
    }

    private void merge(JpaCriteriaQuery<String> query, Page page) {
        List<JpaSubQuery<Tuple>> parts = plan.branches().stream()
                .map(branch -> part(query, branch, page))
                .toList();
        JpaDerivedRoot<Tuple> all =
                query.from(cb.union(true, parts.get(0), parts.stream().skip(1).toArray(Subquery[]::new)));
        List<Expression<?>> keys = IntStream.range(0, plan.keys(page.order()).size())
                .<Expression<?>>mapToObj(i -> all.get(KEY + i))
                .toList();
        query.select(all.get(ID)).orderBy(orders(page.order(), keys, all.get(ID)));
    }

    private JpaSubQuery<Tuple> part(JpaCriteriaQuery<String> query, SearchBranch branch, Page page) {
        JpaSubQuery<Tuple> part = query.subquery(Tuple.class);
        QueryRoots roots = from(query, part, branch);
        List<Expression<?>> keys = keys(roots, page.order());
        List<Selection<?>> selections = new ArrayList<>();
        selections.add(roots.id().alias(ID));
        for (int i = 0; i < keys.size(); i++) {
            selections.add(keys.get(i).alias(KEY + i));
        }
        return part.multiselect(selections)
                .orderBy(orders(page.order(), keys, roots.id()))
                .fetch(page.first() + page.max());
    }

    /** Adds the FROM and WHERE clauses of a branch to the whole query or to a part of it. */
    private QueryRoots from(CriteriaQuery<?> whole, AbstractQuery<?> part, SearchBranch branch) {
        QueryRoots roots = QueryRoots.of(part, branch.startsFromScopes());
        List<Predicate> where =
                FilterConditions.of(cb, roots, plan, permitted.realm().getId());
        where.addAll(
                permitted.predicates(cb, whole, roots.token(), plan.filter().owners()));
        where.addAll(branch.predicates(cb, roots));
        if (last != null) {
            where.add(cb.greaterThanOrEqualTo(roots.created(), last.created()));
            where.add(cb.or(cb.greaterThan(roots.created(), last.created()), cb.greaterThan(roots.id(), last.id())));
        }
        part.where(where.toArray(Predicate[]::new));
        return roots;
    }

    private List<Expression<?>> keys(QueryRoots roots, Order order) {
        return plan.keys(order).stream().<Expression<?>>map(roots::property).toList();
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
}
