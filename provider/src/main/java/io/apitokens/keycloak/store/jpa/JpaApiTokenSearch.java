package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Order;
import io.apitokens.keycloak.store.ApiTokenFilter.Page;
import io.apitokens.keycloak.store.ApiTokenSearch;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Lists API tokens in three steps:
 *
 * <ol>
 *   <li>{@link RareMatchQueries} looks up ids that an ordered scan would reach late, if the filter has such a part.
 *   <li>{@link SearchPlan} decides on one or several branches, and {@link SearchQuery} selects the ids of the page, so
 *       that an index alone can answer.
 *   <li>{@link ApiTokenRows} reads the rows of these ids.
 * </ol>
 */
final class JpaApiTokenSearch implements ApiTokenSearch {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;
    private final ApiTokenFilter filter;

    JpaApiTokenSearch(KeycloakSession session, RealmModel realm, EntityManager em, ApiTokenFilter filter) {
        this.session = session;
        this.realm = realm;
        this.em = em;
        this.filter = filter;
    }

    @Override
    public Stream<ApiToken> page(Page page) {
        return rows(query(null).ids(page));
    }

    @Override
    public Stream<ApiToken> after(Position last, int max) {
        return rows(query(last).ids(new Page(Order.OLDEST, 0, max)));
    }

    @Override
    public int count(int limit) {
        return query(null).ids(new Page(null, 0, limit)).size();
    }

    @Override
    public List<String> owners(int max) {
        return query(null).owners(max);
    }

    private SearchQuery query(Position last) {
        long now = Time.currentTimeMillis();
        RareMatches rare = new RareMatchQueries(em, realm, now).find(filter);
        SearchPlan plan = SearchPlan.of(filter, rare, now);
        return new SearchQuery(em, plan, new PermittedOwners(session, realm, em), last);
    }

    /** Returns the rows in the order of the ids, without those that were removed meanwhile. */
    private Stream<ApiToken> rows(List<String> ids) {
        if (ids.isEmpty()) {
            return Stream.empty();
        }
        Map<String, ApiToken> found =
                new ApiTokenRows(em).byIds(ids).collect(Collectors.toMap(ApiToken::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull);
    }
}
