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
final class ApiTokenSearch {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;
    private final ApiTokenFilter filter;

    ApiTokenSearch(KeycloakSession session, RealmModel realm, EntityManager em, ApiTokenFilter filter) {
        this.session = session;
        this.realm = realm;
        this.em = em;
        this.filter = filter;
    }

    Stream<ApiToken> page(Page page) {
        return rows(query(null).ids(page));
    }

    /** Returns the API tokens after a given one, oldest first; the oldest if it is null. */
    Stream<ApiToken> after(ApiToken last, int max) {
        return rows(query(last).ids(new Page(Order.OLDEST, 0, max)));
    }

    int count(int max) {
        return query(null).ids(new Page(null, 0, max)).size();
    }

    List<String> owners(int max) {
        return query(null).owners(max);
    }

    private SearchQuery query(ApiToken last) {
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
