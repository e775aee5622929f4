package io.apitokens.keycloak.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlanTest {

    @Test
    void measuresEverythingAtOneNumberOfApiTokens() {
        assertThat(Plan.FULL.kinds(100_000)).containsExactly(Kind.values());
        assertThat(Plan.FULL.connections(100_000)).containsExactly(1, 16, 64);
    }

    @Test
    void measuresIntrospectionsAtAllNumbersOfApiTokens() {
        assertThat(Plan.FULL.kinds(10_000_000)).containsExactly(Kind.JUNK, Kind.JWT, Kind.API_TOKEN);
        assertThat(Plan.FULL.connections(10_000_000)).containsExactly(16);
    }

    @Test
    void forwardAuthenticationIsComparedOnlyWhereItIsMeasured() {
        assertThat(Plan.FULL.pairs(100_000)).containsExactly(Pair.INTROSPECTION, Pair.FORWARD);
        assertThat(Plan.FULL.pairs(1_000)).containsExactly(Pair.INTROSPECTION);
        assertThat(Plan.FULL.withKinds("ch").pairs(100_000)).containsExactly(Pair.FORWARD);
        assertThat(Plan.FULL.withKinds("ch").hasCases()).isFalse();
    }

    @Test
    void measuresEverythingAtTheLeastNumberWhereAllAreGreat() {
        Plan plan = Plan.SHORT.withRows(List.of(3_000_000L, 2_000_000L));

        assertThat(plan.isUsual(2_000_000)).isTrue();
        assertThat(plan.isUsual(3_000_000)).isFalse();
    }
}
