package io.apitokens.keycloak.tests.failure;

import java.nio.file.Path;
import java.util.Map;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.H2Database;
import io.apitokens.keycloak.tests.fixture.Http.Answer;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is answered while the database is gone: an error, and never that all went well. */
class DatabaseDownIT {

    @Test
    void section221of7009WhatCannotBeDoneNowIsToBeTriedAgain(@TempDir Path folder) {
        try (H2Database database = H2Database.below(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                        folder, database, Distribution.find().providers(), 0, "--metrics-enabled=true")) {
            TestRealm realm = TestRealm.create(keycloak);
            Minted minted = realm.account(ALICE).mint("kept");
            String sibling = realm.account(ALICE).mint("sibling").secret();
            // The caches are warm: what fails is what needs the row.
            assertThat(realm.introspection().isActive(minted.secret())).isTrue();
            assertThat(realm.exchange().of(minted.secret()).status()).isEqualTo(200);
            realm.userInfo(minted.secret());
            realm.revocation().revoke(sibling);

            database.stop();
            requireToTryAgain(realm.revocation().revoke(minted.secret()));
            requireToTryAgain(realm.introspection().ask(minted.secret(), Map.of(), "application/json"));
            assertThat(keycloak.metrics().sum("keycloak_api_tokens_introspections_total", "outcome=\"error\""))
                    .isEqualTo(1);
            requireToTryAgain(realm.exchange().of(minted.secret()));
            requireToTryAgain(realm.userInfo(minted.secret()));

            database.restart();
            await().ignoreExceptions().until(() -> realm.introspection().isActive(minted.secret()));
            assertThat(realm.introspection().isActive(sibling)).isFalse();
            assertThat(realm.revocation().revoke(minted.secret()).status()).isEqualTo(200);
            assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        }
    }

    private static void requireToTryAgain(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }
}
