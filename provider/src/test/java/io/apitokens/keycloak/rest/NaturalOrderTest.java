package io.apitokens.keycloak.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NaturalOrderTest {

    @Test
    void numbersAreComparedByValue() {
        List<String> ordered = List.of(
                "",
                "1",
                "2",
                "10",
                "99999999999999999999",
                "100000000000000000000",
                "res",
                "res2",
                "res02",
                "res2:read",
                "res10",
                "res10:read",
                "rest");
        List<String> names = new ArrayList<>(ordered);
        Collections.reverse(names);
        names.sort(NaturalOrder.OF_NAMES);
        assertThat(names).startsWith("", "1", "2", "10").containsSubsequence("res02", "res2", "res2:read", "res10");
        assertThat(names).containsSubsequence("99999999999999999999", "100000000000000000000", "res", "res10", "rest");
    }
}
