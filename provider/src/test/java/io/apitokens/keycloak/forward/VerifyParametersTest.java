package io.apitokens.keycloak.forward;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VerifyParametersTest {

    @Test
    void queryMayBeMissing() {
        VerifyParameters none = new VerifyParameters(null, Set.of(), false);
        assertThat(VerifyParameters.parse(null)).isEqualTo(none);
        assertThat(VerifyParameters.parse("")).isEqualTo(none);
        assertThat(VerifyParameters.parse("&&")).isEqualTo(none);
    }

    @Test
    void settingsAreDecoded() {
        assertThat(VerifyParameters.parse("client_id=a%26b&scope=x+y&challenge=basic&scope=y%20z"))
                .isEqualTo(new VerifyParameters("a&b", Set.of("x", "y", "z"), true));
    }

    /** A proxy appends the original request, which must not change the settings. */
    @Test
    void uriEndsTheSettings() {
        VerifyParameters settings = new VerifyParameters("a", Set.of("x"), false);
        for (String original :
                new String[] {"", "/p?q", "/p?client_id=b&client_id=c&scope=y&challenge=basic", "%zz&%"}) {
            assertThat(VerifyParameters.parse("client_id=a&scope=x&uri=" + original))
                    .isEqualTo(settings);
        }
        assertThat(VerifyParameters.parse("uri&client_id=a").clientId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=a&client_id=a",
                "client_id=",
                "client_id",
                "client_id=%",
                "Client_id=a",
                "scopes=x",
                "scope=",
                "scope",
                "scope=+",
                "scope=x%22",
                "scope=x%5C",
                "scope=x%0a",
                "scope=%C3%BC",
                "challenge=",
                "challenge=Basic",
                "access_token=x",
                "=a",
                "a",
                "%75rl=x"
            })
    void whatIsUnknownOrMalformedIsRefused(String query) {
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> VerifyParameters.parse(query))
                .matches(e -> e.error().equals("invalid_request"));
    }
}
