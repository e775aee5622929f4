package io.apitokens.keycloak.account;

import io.apitokens.keycloak.token.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReportedSecretTest {

    private final Secret secret = Secret.generate("kcat");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s\n",
                "\r\n%s\r\n",
                " \t%s\t ",
                "\u00A0%s\u2003",
                "\u0085%s\u0000",
                "\uFEFF%s\u200B",
                "\u2028%s\u3000",
                "Bearer %s",
                "bearer\t%s",
                " BEARER \u00A0 %s\n",
                "\"%s\"",
                "`'%s'`",
                "'Bearer %s'",
                "Bearer \"%s\"",
                "Authorization: Bearer %s\r\n",
                "authorization:bearer %s"
            })
    void surroundingsOfASecretAreIgnored(String form) {
        assertThat(ReportedSecret.parse(form.formatted(secret.reveal()))).contains(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer%s", "Basic %s", "Bearer Bearer %s", "%1$s%1$s", "%1$s %1$s", "x%s", "%sx", "%s,"})
    void anythingElseIsNoSecret(String form) {
        assertThat(ReportedSecret.parse(form.formatted(secret.reveal()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"", "Bearer", "Bearer ", "Authorization:", "Authorization: Bearer "})
    void emptyTextIsNoSecret(String nothing) {
        assertThat(ReportedSecret.parse(nothing)).isEmpty();
        assertThat(ReportedSecret.parse(null)).isEmpty();
    }

    @Test
    void secretWhosePrefixBeginsAsTheSchemeIsRecognised() {
        Secret prefixed = Secret.generate("bearer");
        assertThat(ReportedSecret.parse(prefixed.reveal())).contains(prefixed);
        assertThat(ReportedSecret.parse("Bearer " + prefixed.reveal())).contains(prefixed);
    }

    @Test
    void longTextsTakeNoLongerThanTheirLength() {
        assertThat(ReportedSecret.parse(" ".repeat(10_000_000) + secret.reveal() + "\n".repeat(10_000_000)))
                .contains(secret);
        assertThat(ReportedSecret.parse(("Bearer " + " ".repeat(1_000)).repeat(1_000)))
                .isEmpty();
    }
}
