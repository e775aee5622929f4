package io.apitokens.keycloak.compatibility;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TestedVersionsTest {

    @ParameterizedTest
    @CsvSource({
        "26.7.1, false",
        "26.7.2, true",
        "26.7.9, true",
        "26.7.10, true",
        "26.7.10.redhat-00001, true",
        "26.7.11, false",
        "26.8.0, false",
        "26.8.0-SNAPSHOT, false",
        "26, false",
        "999.0.0-SNAPSHOT, false",
        "unknown, false"
    })
    void rangeComparesNumbers(String version, boolean tested) {
        assertThat(new TestedVersions("0.1.0-kc26.7", "26.7.2", "26.7.10").include(version))
                .isEqualTo(tested);
    }

    @Test
    void buildKnowsItsVersions() {
        TestedVersions tested = TestedVersions.ofThisBuild();
        assertThat(tested.extension()).matches("\\d+\\.\\d+\\.\\d+-kc\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(tested.include(tested.oldest())).isTrue();
        assertThat(tested.include(tested.newest())).isTrue();
    }
}
