package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Order;
import io.apitokens.keycloak.store.ApiTokenFilter.Owners;
import io.apitokens.keycloak.store.ApiTokenFilter.Period;
import io.apitokens.keycloak.store.ApiTokenFilter.Scope;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;

/**
 * Decides how the database finds the API tokens that match a filter. Contains no SQL.
 *
 * <p>If an index leads to few rows, for one user or for rare ids, a single branch tests status and scope of each row.
 * Otherwise each status and each way to have the scope is a branch of its own, because an index can return the rows of
 * one branch in order, but not those of an {@code or}.
 *
 * @param rareIds only these ids can match; null for no such limit
 */
record SearchPlan(ApiTokenFilter filter, List<String> rareIds, List<SearchBranch> branches) {

    /** The maximum number of token clients that get a branch each. */
    private static final int MAX_CLIENT_BRANCHES = 8;

    static SearchPlan of(ApiTokenFilter filter, RareMatches rare, long now) {
        boolean few = filter.userId() != null || filter.owners() != Owners.ALL || rare.ofFilter() != null;
        List<StatusTest> statuses = statuses(filter.status(), rare.expired(), now);
        List<ScopeTest> scopes = scopes(filter.scope(), filter.clientId(), few);
        List<SearchBranch> branches = few ? List.of(new SearchBranch(statuses, scopes)) : eachBy(statuses, scopes);
        return new SearchPlan(filter, rare.ofFilter(), branches);
    }

    /** Returns the properties of an order, as the indexes have them. The id always comes last and is not included. */
    List<String> keys(Order order) {
        if (order == null) {
            return List.of();
        }
        return switch (order) {
            // The index of this list starts with the reason, which is NULL in all its rows.
            case NEWEST, OLDEST -> isOnlyActive() ? List.of("revokedReason", "created") : List.of("created");
            case LABEL -> List.of("labelLower");
            case LAST_USED -> List.of("lastUsed", "created");
            case EXPIRES -> List.of("expires", "created");
        };
    }

    private boolean isOnlyActive() {
        return filter.status() == ApiToken.Status.ACTIVE
                && filter.with(null, Period.ALWAYS).equals(ApiTokenFilter.ALL);
    }

    private static List<StatusTest> statuses(ApiToken.Status status, List<String> expired, long now) {
        if (status == null) {
            return List.of();
        }
        return switch (status) {
            case ACTIVE -> List.of(new StatusTest.Active(now));
            case EXPIRED -> List.of(new StatusTest.MarkedExpired(now), new StatusTest.Unmarked(now, expired));
            case REVOKED ->
                Stream.of(Revocation.Reason.values())
                        .filter(reason -> reason != Revocation.Reason.EXPIRED)
                        .<StatusTest>map(StatusTest.Marked::new)
                        .toList();
        };
    }

    private static List<ScopeTest> scopes(Scope scope, String clientId, boolean few) {
        if (scope == null || clientId != null && scope.alwaysClients().contains(clientId)) {
            return List.of();
        }
        Set<String> always = scope.alwaysClients();
        List<ScopeTest> tests = new ArrayList<>();
        tests.add(few ? new ScopeTest.Selected(scope.name()) : new ScopeTest.ListedBySelection(scope.name(), always));
        grouped(always).forEach(clients -> tests.add(new ScopeTest.OfClients(clients)));
        grouped(scope.offeringClients()).forEach(clients -> tests.add(new ScopeTest.Everything(clients, always)));
        return tests;
    }

    private static List<Set<String>> grouped(Set<String> clients) {
        if (clients.isEmpty()) {
            return List.of();
        }
        return clients.size() > MAX_CLIENT_BRANCHES
                ? List.of(clients)
                : clients.stream().map(Set::of).toList();
    }

    private static List<SearchBranch> eachBy(List<StatusTest> statuses, List<ScopeTest> scopes) {
        return singly(statuses).stream()
                .flatMap(status -> singly(scopes).stream().map(scope -> new SearchBranch(status, scope)))
                .toList();
    }

    /** Returns a list of one test each; a single empty list if there are none. */
    private static <T> List<List<T>> singly(List<T> tests) {
        return tests.isEmpty()
                ? List.of(List.of())
                : tests.stream().map(List::of).toList();
    }
}
