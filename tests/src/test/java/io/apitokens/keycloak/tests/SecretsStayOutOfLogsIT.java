package io.apitokens.keycloak.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Law 7, over everything that the other tests of the run made the server log. */
@IntegrationTest
@Order(Integer.MAX_VALUE)
class SecretsStayOutOfLogsIT {

    private static final int RANDOM_LENGTH = 43;
    private static final Pattern CANDIDATES = Pattern.compile("[0-9A-Za-z]{" + RANDOM_LENGTH + ",}");

    @Test
    void lawSevenNoSecretIsInTheLog(KeycloakUnderTest keycloak, TestRealm realm) throws IOException {
        Minted minted = realm.account(ALICE).mint("logged");
        realm.introspection().of(minted.secret());
        realm.accountWith(minted.secret()).get("");

        String log = Files.readString(keycloak.log(), StandardCharsets.UTF_8);
        assertThat(log).as("the log tells of this test at all").contains(minted.id(), "API_TOKEN");
        Set<String> secrets = MintedSecrets.all().stream()
                .map(SecretsStayOutOfLogsIT::randomPart)
                .collect(Collectors.toSet());
        assertThat(candidates("Bearer " + minted.secret()).filter(secrets::contains))
                .as("a secret would be found")
                .isNotEmpty();
        assertThat(candidates(log).filter(secrets::contains)).isEmpty();
    }

    /** Whatever is as long as the random part of a secret and could be one, so that a long log is read once. */
    private static Stream<String> candidates(String log) {
        return CANDIDATES.matcher(log).results().map(MatchResult::group).flatMap(run -> IntStream.rangeClosed(
                        0, run.length() - RANDOM_LENGTH)
                .mapToObj(from -> run.substring(from, from + RANDOM_LENGTH)));
    }

    private static String randomPart(String secret) {
        int from = secret.lastIndexOf('_') + 1;
        return secret.substring(from, from + RANDOM_LENGTH);
    }
}
