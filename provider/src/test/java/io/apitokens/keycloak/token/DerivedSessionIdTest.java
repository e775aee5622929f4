package io.apitokens.keycloak.token;

import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.utils.KeycloakModelUtils;

import static org.assertj.core.api.Assertions.assertThat;

class DerivedSessionIdTest {

    private static final String API_TOKEN = "0b0f4c0e-6a0e-4a54-9c4f-5f6a3f1c2d11";
    private static final String SESSION = "0b0f4c0e-6a0e-8a54-9c4f-5f6a3f1c2d11";

    @Test
    void idIsThatOfTheApiTokenWithAnotherVersion() {
        assertThat(DerivedSessionId.of(API_TOKEN)).isEqualTo(SESSION);
        assertThat(UUID.fromString(SESSION).version()).isEqualTo(8);
    }

    @RepeatedTest(50)
    void eachIdFollowsFromTheOther() {
        String apiToken = KeycloakModelUtils.generateId();
        String session = DerivedSessionId.of(apiToken);
        assertThat(session).isNotEqualTo(apiToken);
        assertThat(DerivedSessionId.isOne(session)).isTrue();
        assertThat(DerivedSessionId.apiTokenId(session)).isEqualTo(apiToken);
    }

    @RepeatedTest(50)
    void law3KeycloakMakesNoIdOfThatForm() {
        assertThat(DerivedSessionId.isOne(KeycloakModelUtils.generateId())).isFalse();
        assertThat(DerivedSessionId.isOne(SecretGenerator.SECURE_ID_GENERATOR.get()))
                .isFalse();
    }

    /** Some databases find one of them by the other. */
    @Test
    void law3UpperCaseHasTheFormToo() {
        assertThat(DerivedSessionId.isOne(SESSION.toUpperCase(Locale.ROOT))).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                API_TOKEN,
                "0b0f4c0e-6a0e-8a54-0c4f-5f6a3f1c2d11",
                "0b0f4c0e-6a0e-8a54-9c4f-5f6a3f1c2d1",
                "0b0f4c0e-6a0e-8a54-9c4f-5f6a3f1c2d11\n",
                "0b0f4c0e6a0e8a549c4f5f6a3f1c2d11",
                "00000000000000800000"
            })
    void otherIdsDoNotHaveTheForm(String id) {
        assertThat(DerivedSessionId.isOne(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "00000000000000"})
    void idsOfAnotherFormStayTheSame(String id) {
        assertThat(DerivedSessionId.of(id)).isEqualTo(id);
        assertThat(DerivedSessionId.apiTokenId(id)).isEqualTo(id);
    }
}
