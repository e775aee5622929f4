package io.apitokens.keycloak.oauth;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.memo.KeptAnswer;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Grant;
import io.apitokens.keycloak.token.GrantedScope;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Owner;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.State;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

import static org.assertj.core.api.Assertions.assertThat;

class IntrospectionAnswerTest {

    private static final ApiToken API_TOKEN = apiToken("one", 5_000L);

    @Test
    void keptAnswerSaysTheSameAsTheFirst() throws IOException {
        AccessToken token = token();
        KeptAnswer kept = IntrospectionAnswer.toKeep(token(), token, API_TOKEN).orElseThrow();
        JsonNode first = json((byte[]) IntrospectionAnswer.active(token, null).getEntity());
        assertThat(json(kept.about(API_TOKEN, 5L))).isEqualTo(first);
        assertThat(first.get("username").asText()).isEqualTo("alice");
        assertThat(first.has("scope")).isFalse();
    }

    @Test
    void anotherApiTokenDiffersInItsOwnMembersOnly() throws IOException {
        KeptAnswer kept =
                IntrospectionAnswer.toKeep(token(), token(), API_TOKEN).orElseThrow();
        assertThat(json(kept.about(apiToken("two", null), null)))
                .isEqualTo(JsonSerialization.mapper.readTree("{\"jti\":\"two\",\"iat\":1,\"typ\":\"Bearer\","
                        + "\"azp\":\"notes\",\"aud\":\"notes-api\",\"preferred_username\":\"alice\",\"active\":true,"
                        + "\"client_id\":\"notes\",\"token_type\":\"Bearer\",\"username\":\"alice\"}"));
    }

    static Stream<Named<Consumer<AccessToken>>> changes() {
        return Stream.of(
                Named.of("id", token -> token.id("other")),
                Named.of("no id", token -> token.id(null)),
                Named.of("time of issue", token -> token.iat(2L)),
                Named.of("expiry", token -> token.exp(6L)),
                Named.of("no expiry", token -> token.exp(null)),
                Named.of("id twice", token -> token.getOtherClaims().put("jti", "other")),
                Named.of("time of issue twice", token -> token.getOtherClaims().put("iat", 2)),
                Named.of("expiry twice", token -> token.getOtherClaims().put("exp", 2)),
                Named.of("audience twice", token -> token.getOtherClaims().put("aud", "other")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void answerWhoseOwnMembersAMapperChangedIsNotKept(Consumer<AccessToken> change) throws IOException {
        AccessToken token = token();
        change.accept(token);
        AccessToken same = token();
        change.accept(same);
        assertThat(IntrospectionAnswer.toKeep(token(), token, API_TOKEN)).isEmpty();
        assertThat(json((byte[]) IntrospectionAnswer.active(token, null).getEntity()))
                .isEqualTo(json((byte[]) IntrospectionAnswer.active(same, null).getEntity()));
    }

    /** The audience is the one that AccessTokenIntrospectionProvider.verifyAudience checks. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void audienceIsThatOfTheIssuedTokenIfItHasOne(boolean hasOne) {
        AccessToken issued = token();
        issued.audience(hasOne ? new String[] {"as-issued"} : null);
        Optional<KeptAnswer> kept = IntrospectionAnswer.toKeep(issued, token(), API_TOKEN);
        assertThat(kept.orElseThrow().audience()).containsExactly(hasOne ? "as-issued" : "notes-api");
    }

    private static AccessToken token() {
        AccessToken token = new AccessToken();
        token.id("one").iat(1L).exp(5L).type("Bearer").issuedFor("notes").audience("notes-api");
        token.setScope("");
        token.getOtherClaims().putAll(Map.of("preferred_username", "alice"));
        return token;
    }

    private static JsonNode json(byte[] answer) throws IOException {
        return JsonSerialization.mapper.readTree(answer);
    }

    private static ApiToken apiToken(String id, Long expires) {
        return new ApiToken(
                id,
                new Owner("realm", "user"),
                new Grant("client", GrantedScope.EVERYTHING, 1_000, expires, null),
                new Label("label"),
                null,
                new State(0, "kcat_…0000", Rotation.NONE, null, null));
    }
}
