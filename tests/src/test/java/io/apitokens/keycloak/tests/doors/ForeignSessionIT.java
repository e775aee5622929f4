package io.apitokens.keycloak.tests.doors;

import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests a session that has the id of a derived session, but is not derived or belongs to another user. */
@IntegrationTest
class ForeignSessionIT {

    private static final String STORED =
            "select count(*) from OFFLINE_USER_SESSION where USER_SESSION_ID = ? and OFFLINE_FLAG = '0'";

    private final KeycloakUnderTest keycloak;

    ForeignSessionIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @ParameterizedTest
    @CsvSource({ALICE + ",openid-connect", BOB + ",openid-connect", BOB + ",api-token"})
    void law3IsUsedAtNoDoorAndOutlivesTheApiToken(String username, String method) {
        try (TestRealm realm = TestRealm.create(keycloak)) {
            realm.addAccountScope(NOTES, GATEWAY);
            Minted minted = realm.account(ALICE).mint("hijacked", "account");
            keycloak.control().plantSession(realm, minted.sessionId(), username, method);

            for (String type : List.of("access_token", "refresh_token")) {
                assertThat(realm.exchange()
                                .of(
                                        minted.secret(),
                                        Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:" + type))
                                .status())
                        .isEqualTo(400);
            }
            assertThat(realm.account("", minted.secret()).status()).isEqualTo(401);
            assertThat(realm.admin()
                            .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, null, null))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.getDetails()).containsEntry("api_token_id", minted.id()));

            realm.account(ALICE).delete("/" + minted.id());
            assertThat(keycloak.database().count(STORED, minted.sessionId()))
                    .as("the session goes on")
                    .isEqualTo(1);
        }
    }

    /** Without this test, the one above would pass on a server where every exchange fails. */
    @Test
    void exchangeWorksWithoutSuchASession() {
        try (TestRealm realm = TestRealm.create(keycloak)) {
            Exchange exchange = realm.exchange();
            String secret = realm.account(ALICE).mint("plain").secret();
            assertThat(exchange.of(secret).status()).isEqualTo(200);
        }
    }
}
