package io.apitokens.keycloak.store;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Grant;
import io.apitokens.keycloak.token.GrantedScope;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Owner;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PresentedSecretTest {

    private static final long NOW = 1_000;

    /** Secret 1 is current, and secret 0 is valid until 1,500. */
    private static final Rotation ROTATED = new Rotation(1, 0, 500L, 1_500L, null, null);

    @ParameterizedTest(name = "secret {0}, token expires at {1}, ended by {2}: {3}")
    @CsvSource({
        "1,     ,          , true",
        "0,     ,          , true",
        "1, 1001,          , true",
        "1, 1000,          , false",
        "0, 1000,          , false",
        "1,     , REQUESTED, false",
        "0,     , LEAKED   , false",
        "1, 1001, EXPIRED  , false"
    })
    void secretIsActiveOnlyIfItsTokenIs(int secret, Long expires, Revocation.Reason ended, boolean active) {
        Revocation revocation = ended == null ? null : new Revocation(NOW, null, ended, null);
        ApiToken token = new ApiToken(
                "id",
                new Owner("realm", "user"),
                new Grant("client", GrantedScope.EVERYTHING, 1, expires, null),
                new Label("label"),
                null,
                new State(0, "kcat_…0000", ROTATED, null, revocation));
        assertThat(new PresentedSecret(token, secret).isActive(NOW)).isEqualTo(active);
    }
}
