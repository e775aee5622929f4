package io.apitokens.keycloak.bench;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessTimesTest {

    @Test
    void readsTimesOfEndedChildrenWhateverTheCommandIsCalled() {
        String stat = "42 (post) gres (x) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 70 8 20 0 1 0 99 100 200";

        assertThat(ProcessTimes.ofEndedChildren(stat)).isEqualTo(Duration.ofMillis(780));
    }
}
