package io.apitokens.keycloak.forward;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardedCredentialTest {

    private static final String SECRET = "kcat_00000000000000000000000000000000000000000000u2SrQ";
    private static final String DERIVED = "e30." + encode("{\"io.apitokens.derived\":{}}") + ".x";

    @Test
    void headerMayBeMissing() {
        assertThat(ForwardedCredential.of(null).isMissing()).isTrue();
        assertThat(ForwardedCredential.of(List.of()).isMissing()).isTrue();
        assertThat(ForwardedCredential.of(List.of("")).isMissing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Bearer SECRET            | SECRET  | false",
                "bEARER DERIVED           | DERIVED | false",
                "Bearer  SECRET           | -       | false",
                "Bearer SECRET,SECRET     | -       | false",
                "Bearer                   | -       | false",
                "Bearer e30.e30.x         | -       | false",
                "SECRET                   | -       | false",
                "DPoP DERIVED             | -       | false",
                "Basic any:SECRET         | SECRET  | true",
                "basic :SECRET            | SECRET  | true",
                "Basic any:DERIVED        | -       | true",
                "Basic any:x:SECRET       | -       | true",
                "Basic SECRET:            | -       | true",
                "Basic SECRET             | -       | true",
                "Basic                    | -       | true",
            })
    void onlySecretsAndDerivedJwtsAreCredentials(String header, String token, boolean isBasic) {
        ForwardedCredential credential = ForwardedCredential.of(List.of(fill(header)));
        assertThat(credential.token()).isEqualTo(Optional.ofNullable(token).map(this::fill));
        assertThat(credential.isBasic()).isEqualTo(isBasic);
        assertThat(credential.isMissing()).isFalse();
    }

    @Test
    void severalHeadersAreNoCredential() {
        String bearer = "Bearer " + SECRET;
        assertThat(ForwardedCredential.of(Arrays.asList(bearer, bearer)).token())
                .isEmpty();
    }

    @Test
    void law7SecretIsNotPrinted() {
        assertThat(ForwardedCredential.of(List.of("Bearer " + SECRET))).hasToString("ForwardedCredential[redacted]");
    }

    private String fill(String template) {
        String filled = template.replace("SECRET", SECRET).replace("DERIVED", DERIVED);
        String[] parts = filled.split(" ", 2);
        return parts.length == 2 && parts[0].equalsIgnoreCase("Basic") ? parts[0] + ' ' + encode(parts[1]) : filled;
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
