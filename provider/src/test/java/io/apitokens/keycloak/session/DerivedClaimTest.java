package io.apitokens.keycloak.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

import static org.assertj.core.api.Assertions.assertThat;

class DerivedClaimTest {

    private static final DerivedClaim CLAIM =
            new DerivedClaim("7f1c5a9e-4c1d-4f0e-9f55-0d9f4f2d2c11", 2, "a", null, null);

    @Test
    void markedTokenIsRecognised() throws IOException {
        AccessToken token = new AccessToken();
        CLAIM.mark(token.getOtherClaims());
        AccessToken read = JsonSerialization.readValue(JsonSerialization.writeValueAsBytes(token), AccessToken.class);
        assertThat(DerivedClaim.of(read)).contains(CLAIM);
        assertThat(DerivedClaim.isIn(jwt(JsonSerialization.writeValueAsString(token))))
                .isTrue();
    }

    @Test
    void signingInputIsEnough() throws IOException {
        AccessToken token = new AccessToken();
        CLAIM.mark(token.getOtherClaims());
        String jwt = jwt(JsonSerialization.writeValueAsString(token));
        assertThat(DerivedClaim.isIn(jwt.substring(0, jwt.lastIndexOf('.')))).isTrue();
    }

    @Test
    void nameOfTheClaimInAValueIsNoClaim() throws IOException {
        AccessToken token = new AccessToken();
        token.setName("io.apitokens.derived");
        token.setNickName("\"io.apitokens.derived\":{}");
        assertThat(DerivedClaim.of(token)).isEmpty();
        assertThat(DerivedClaim.isIn(jwt(JsonSerialization.writeValueAsString(token))))
                .isFalse();
    }

    @Test
    void malformedClaimIsRecognisedAndNotRead() {
        AccessToken token = new AccessToken();
        token.setOtherClaims(DerivedClaim.NAME, Map.of("id", 1));
        assertThat(DerivedClaim.of(token)).isEmpty();
        assertThat(DerivedClaim.isIn(jwt("{\"io.apitokens.derived\":{\"id\":1}}")))
                .isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {".", "..", "a", "a.b", "a.%.c", "kcat_x", "e30.e30.x", "7f1c5a9e-4c1d-4f0e-9f55-0d9f4f2d2c11"})
    void anythingElseHasNone(String other) {
        assertThat(DerivedClaim.isIn(other)).isFalse();
    }

    @Test
    void eachSessionOfDerivedFormIsFound() {
        String derived = "7f1c5a9e-4c1d-8f0e-9f55-0d9f4f2d2c11";
        assertThat(DerivedClaim.sessionsIn(jwt("{\"sid\":\"%s\",\"x\":1,\"sid\":\"login\"}".formatted(derived))))
                .containsExactly(derived);
        assertThat(DerivedClaim.sessionsIn(jwt("{\"session_state\":\"%s\"}".formatted(derived))))
                .containsExactly(derived);
        assertThat(DerivedClaim.sessionsIn(jwt("{\"sid\":\"login\",\"name\":\"%s\"}".formatted(derived))))
                .isEmpty();
    }

    private static String jwt(String payload) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }
}
