package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Expiry;
import io.apitokens.keycloak.store.ApiTokenFilter.LastUse;
import io.apitokens.keycloak.store.ApiTokenFilter.Order;
import io.apitokens.keycloak.store.ApiTokenFilter.Owners;
import io.apitokens.keycloak.store.ApiTokenFilter.Period;
import io.apitokens.keycloak.store.ApiTokenFilter.Scope;
import io.apitokens.keycloak.token.ApiToken.Status;
import io.apitokens.keycloak.token.Revocation.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SearchPlanTest {

    private static final long NOW = 1_000;
    private static final String SCOPE = "notes:read";
    private static final Set<String> NOBODY = Set.of();

    /** Each status is a branch of its own: an index has the order of one branch. */
    @Nested
    class WithManyMatches {

        @Test
        void noFilterIsOneBranchWithoutTests() {
            assertThat(branches(ApiTokenFilter.ALL)).containsExactly(new SearchBranch(List.of(), List.of()));
        }

        @Test
        void activeIsOneBranch() {
            assertThat(branches(status(Status.ACTIVE))).containsExactly(branch(new StatusTest.Active(NOW)));
        }

        @Test
        void expiredIsABranchOfMarkedAndOneOfUnmarkedRows() {
            RareMatches rare = new RareMatches(null, List.of("id"));
            assertThat(SearchPlan.of(status(Status.EXPIRED), rare, NOW).branches())
                    .containsExactly(
                            branch(new StatusTest.MarkedExpired(NOW)),
                            branch(new StatusTest.Unmarked(NOW, List.of("id"))));
        }

        @Test
        void revokedIsABranchOfEachReasonButExpiry() {
            assertThat(branches(status(Status.REVOKED)))
                    .hasSize(Reason.values().length - 1)
                    .contains(branch(new StatusTest.Marked(Reason.LEAKED)))
                    .doesNotContain(branch(new StatusTest.Marked(Reason.EXPIRED)));
        }

        @Test
        void eachWayToHaveAScopeIsABranch() {
            assertThat(branches(scope(Set.of("always"), Set.of("offering"))))
                    .containsExactly(
                            branch(new ScopeTest.ListedBySelection(SCOPE, Set.of("always"))),
                            branch(new ScopeTest.OfClients(Set.of("always"))),
                            branch(new ScopeTest.Everything(Set.of("offering"), Set.of("always"))));
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "1, 2", "8, 9", "9, 2", "100, 2"})
        void moreThanEightClientsShareABranch(int clients, int branches) {
            Set<String> always =
                    IntStream.range(0, clients).mapToObj(i -> "client " + i).collect(Collectors.toSet());
            assertThat(branches(scope(always, NOBODY))).hasSize(branches);
        }

        @Test
        void everyStatusIsCombinedWithEveryScope() {
            ApiTokenFilter filter = scope(Set.of("always"), NOBODY).with(Status.EXPIRED, Period.ALWAYS);
            assertThat(branches(filter)).hasSize(4).allSatisfy(branch -> {
                assertThat(branch.statuses()).hasSize(1);
                assertThat(branch.scopes()).hasSize(1);
            });
        }

        @Test
        void onlySelectedScopesStartFromTheRowsOfScopes() {
            assertThat(branches(scope(Set.of("always"), NOBODY)))
                    .extracting(SearchBranch::startsFromScopes)
                    .containsExactly(true, false);
        }
    }

    /** One branch tests each of the few rows. */
    @Nested
    class WithFewMatches {

        private final Scope scope = new Scope(SCOPE, Set.of("always"), Set.of("offering"));
        private final SearchBranch all = new SearchBranch(
                List.of(new StatusTest.MarkedExpired(NOW), new StatusTest.Unmarked(NOW, null)),
                List.of(
                        new ScopeTest.Selected(SCOPE),
                        new ScopeTest.OfClients(Set.of("always")),
                        new ScopeTest.Everything(Set.of("offering"), Set.of("always"))));

        @Test
        void ofOneUser() {
            assertThat(branches(expired("user", Owners.ALL))).containsExactly(all);
        }

        @Test
        void ofPermittedUsers() {
            assertThat(branches(expired(null, Owners.PERMITTED))).containsExactly(all);
        }

        @Test
        void ofNobody() {
            assertThat(branches(expired(null, Owners.NONE))).containsExactly(all);
        }

        @Test
        void ofRareIds() {
            RareMatches rare = new RareMatches(List.of("id"), null);
            SearchPlan plan = SearchPlan.of(expired(null, Owners.ALL), rare, NOW);
            assertThat(plan.branches()).containsExactly(all);
            assertThat(plan.rareIds()).containsExactly("id");
        }

        private ApiTokenFilter expired(String userId, Owners owners) {
            return filter(userId, null, Status.EXPIRED, scope, owners);
        }
    }

    @Test
    void scopeNarrowsNothingIfAllApiTokensOfTheClientHaveIt() {
        Scope scope = new Scope(SCOPE, Set.of("client"), NOBODY);
        assertThat(branches(filter(null, "client", null, scope, Owners.ALL)))
                .containsExactly(new SearchBranch(List.of(), List.of()));
        assertThat(branches(filter(null, "other", null, scope, Owners.ALL))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "      ,          , ''",
        "      , NEWEST   , created",
        "      , OLDEST   , created",
        "      , LABEL    , labelLower",
        "      , LAST_USED, lastUsed created",
        "      , EXPIRES  , expires created",
        "ACTIVE, NEWEST   , revokedReason created",
        "ACTIVE, OLDEST   , revokedReason created",
        "ACTIVE, LABEL    , labelLower",
        "REVOKED, NEWEST  , created"
    })
    void keysAreThoseOfTheIndex(Status status, Order order, String keys) {
        assertThat(String.join(" ", plan(status(status)).keys(order))).isEqualTo(keys);
    }

    @Test
    void keysHaveNoReasonIfMoreThanTheStatusIsFiltered() {
        ApiTokenFilter filter = filter(null, "client", Status.ACTIVE, null, Owners.ALL);
        assertThat(plan(filter).keys(Order.NEWEST)).containsExactly("created");
        ApiTokenFilter ofPeriod = ApiTokenFilter.ALL.with(Status.ACTIVE, new Period(1L, 2L));
        assertThat(plan(ofPeriod).keys(Order.NEWEST)).containsExactly("revokedReason", "created");
    }

    private static SearchPlan plan(ApiTokenFilter filter) {
        return SearchPlan.of(filter, RareMatches.NONE, NOW);
    }

    private static List<SearchBranch> branches(ApiTokenFilter filter) {
        return plan(filter).branches();
    }

    private static SearchBranch branch(StatusTest status) {
        return new SearchBranch(List.of(status), List.of());
    }

    private static SearchBranch branch(ScopeTest scope) {
        return new SearchBranch(List.of(), List.of(scope));
    }

    private static ApiTokenFilter status(Status status) {
        return ApiTokenFilter.ALL.with(status, Period.ALWAYS);
    }

    private static ApiTokenFilter scope(Set<String> always, Set<String> offering) {
        return filter(null, null, null, new Scope(SCOPE, always, offering), Owners.ALL);
    }

    private static ApiTokenFilter filter(String user, String client, Status status, Scope scope, Owners owners) {
        return new ApiTokenFilter(
                user, client, null, status, scope, null, Period.ALWAYS, LastUse.ANY, Expiry.ANY, owners);
    }
}
