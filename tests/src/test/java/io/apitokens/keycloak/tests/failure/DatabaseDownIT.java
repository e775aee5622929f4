package io.apitokens.keycloak.tests.failure;

import java.nio.file.Path;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.database.H2Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the answers while the database is away: an error, and never a success. */
class DatabaseDownIT {

    @Test
    void section221of7009WhatCannotBeDoneNowIsToBeTriedAgain(@TempDir Path folder) {
        try (H2Database database = H2Database.below(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database)) {
            TestRealm realm = TestRealm.create(keycloak);
            Minted minted = realm.account(ALICE).mint("kept");
            String sibling = realm.account(ALICE).mint("sibling").secret();
            // The caches are warm, so only the read of the row fails.
            assertThat(realm.introspection().isActive(minted.secret())).isTrue();
            assertThat(realm.exchange().of(minted.secret()).status()).isEqualTo(200);
            realm.userInfo(minted.secret());
            realm.addAudience(TestRealm.GATEWAY, TestRealm.NOTES_API);
            String jwt = realm.exchange().withRefreshToken(minted.secret()).jwt();
            ForwardAuth proxy = ForwardAuth.of(realm);
            assertThat(proxy.bearer(minted.secret()).status()).isEqualTo(200);
            assertThat(proxy.bearer(jwt).status()).isEqualTo(200);
            realm.revocation().revoke(sibling);

            database.stop();
            requireToTryAgain(realm.revocation().revoke(minted.secret()));
            requireToTryAgain(realm.introspection().ask(minted.secret(), Map.of(), "application/json"));
            assertThat(keycloak.metrics().sum("keycloak_api_tokens_introspections_total", "outcome=\"error\""))
                    .isEqualTo(1);
            ForwardAuth.Answer forwarded = proxy.bearer(minted.secret());
            assertThat(forwarded.status()).as(forwarded.body()).isEqualTo(503);
            assertThat(forwarded.header("Retry-After")).isEqualTo("1");
            assertThat(proxy.bearer(jwt).status()).isEqualTo(503);
            assertThat(proxy.bearer("junk").status()).isEqualTo(401);
            assertThat(keycloak.metrics().sum("keycloak_api_tokens_introspections_total", "outcome=\"error\""))
                    .isEqualTo(2);
            assertThat(keycloak.metrics().sum("keycloak_api_tokens_introspections_total", "outcome=\"active\""))
                    .isEqualTo(2);
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
