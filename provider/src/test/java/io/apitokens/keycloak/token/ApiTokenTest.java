package io.apitokens.keycloak.token;

import java.util.Optional;

import io.apitokens.keycloak.token.Revocation.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiTokenTest {

    private static final long NOW = 1_000;

    @ParameterizedTest
    @CsvSource({
        "    ,          , ACTIVE",
        "1001,          , ACTIVE",
        "1000,          , EXPIRED",
        " 999,          , EXPIRED",
        "    , REQUESTED, REVOKED",
        "1001, REQUESTED, REVOKED",
        " 999, REQUESTED, REVOKED",
        " 999, EXPIRED  , EXPIRED"
    })
    void statusFollowsFromExpiryAndRevocation(Long expires, Reason ended, ApiToken.Status status) {
        Revocation revocation = ended == null ? null : new Revocation(NOW, null, ended, null);
        assertThat(token(expires, revocation).status(NOW)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                "never, never",
                "604800000, never",
                "604800001, never",
                "604800002, 2",
                "9999999999999, 9999395199999"
            })
    void userIsToldOfTheExpiryAWeekAheadUnlessItWasMintedForLess(Long expires, Long notice) {
        assertThat(token(expires, null).expiryNotice()).isEqualTo(Optional.ofNullable(notice));
    }

    private static ApiToken token(Long expires, Revocation revocation) {
        return new ApiToken(
                "id",
                "realm",
                "user",
                "client",
                0,
                new Label("label"),
                null,
                GrantedScope.EVERYTHING,
                "kcat_…0000",
                1,
                expires,
                null,
                Rotation.NONE,
                null,
                revocation);
    }
}
