package io.apitokens.keycloak.model;

import io.apitokens.keycloak.model.Revocation.Reason;
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
        ApiToken token = new ApiToken(
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
        assertThat(token.status(NOW)).isEqualTo(status);
    }
}
