package io.apitokens.keycloak.memo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Grant;
import io.apitokens.keycloak.token.GrantedScope;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Owner;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptAnswerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] members = "{\"active\":true,\"sub\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    private final String[] audience = {"notes-api"};
    private final KeptAnswer kept = new KeptAnswer("notes", "Bearer", audience, members);

    @Test
    void eachApiTokenHasItsOwnMembers() throws IOException {
        assertThat(about(token("one", 1_999), null))
                .isEqualTo(JSON.readTree("{\"jti\":\"one\",\"iat\":1,\"active\":true,\"sub\":\"ü\"}"));
        assertThat(about(token("t\"wo", 2_000), 9L))
                .isEqualTo(JSON.readTree("{\"jti\":\"t\\\"wo\",\"iat\":2,\"exp\":9,\"active\":true,\"sub\":\"ü\"}"));
    }

    @Test
    void nobodyCanChangeIt() throws IOException {
        JsonNode before = about(token("one", 1_000), null);
        members[3] = 'x';
        audience[0] = "changed";
        kept.about(token("one", 1_000), null)[3] = 'x';
        kept.audience()[0] = "changed";
        assertThat(kept.audience()).containsExactly("notes-api");
        assertThat(about(token("one", 1_000), null)).isEqualTo(before);
    }

    @Test
    void thereMayBeNoAudience() {
        assertThat(new KeptAnswer("notes", "Bearer", null, members).audience()).isNull();
    }

    private JsonNode about(ApiToken token, Long expires) throws IOException {
        return JSON.readTree(kept.about(token, expires));
    }

    private static ApiToken token(String id, long created) {
        return new ApiToken(
                id,
                new Owner("realm", "user"),
                new Grant("client", GrantedScope.EVERYTHING, created, null, null),
                new Label("label"),
                null,
                new State(0, "kcat_…0000", Rotation.NONE, null, null));
    }
}
