package io.apitokens.keycloak.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BenchOptionsTest {

    @Test
    void nothingAsksForEverything() {
        assertThat(BenchOptions.parse()).isEqualTo(new BenchOptions(Plan.FULL, "", false));
    }

    @Test
    void shortOneCanBeChangedWhereverItIsAskedFor() {
        BenchOptions options = BenchOptions.parse(
                "--only", "cb", "--rows=5000,1000", "--connections", "16", "--rounds", "1", "--seconds=20", "--short");

        Plan plan = options.plan();
        assertThat(plan.kinds()).containsExactly(Kind.JWT, Kind.API_TOKEN);
        assertThat(plan.rows()).containsExactly(1_000L, 5_000L);
        assertThat(plan.connections()).containsExactly(16);
        assertThat(plan.rounds()).isEqualTo(1);
        assertThat(plan.duration()).hasSeconds(20);
        assertThat(plan.warmUp()).isEqualTo(Plan.SHORT.warmUp());
    }

    @Test
    void javaOptionsKeepTheirEqualsSigns() {
        assertThat(BenchOptions.parse("--java-options=-Da=b=c").javaOptions()).isEqualTo("-Da=b=c");
        assertThat(BenchOptions.parse("--java-options", "-Da=b=c").javaOptions())
                .isEqualTo("-Da=b=c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--long", "--rows", "--rows=", "--rows=0", "--rows=1,", "--rows=ten", "--only=abx", "x"})
    void anythingElseIsRefused(String argument) {
        assertThatThrownBy(() -> BenchOptions.parse(argument)).isInstanceOf(IllegalArgumentException.class);
    }
}
