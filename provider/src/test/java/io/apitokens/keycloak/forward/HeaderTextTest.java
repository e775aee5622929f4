package io.apitokens.keycloak.forward;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notes-api               | notes-api",
                "https://a.example/b?c=d | https://a.example/b?c=d",
                "'a b'                   | a%20b",
                "'a\r\nSet-Cookie: b'    | a%0D%0ASet-Cookie:%20b",
                "'\u007F\u0000'          | %7F%00",
                "100%                    | 100%25",
                "%0a                     | %250a",
                "ü\u2028😀               | %C3%BC%E2%80%A8%F0%9F%98%80",
                "''                      | ''",
            })
    void valuesAreVisibleAscii(String text, String value) {
        assertThat(HeaderText.of(text)).isEqualTo(value);
    }
}
