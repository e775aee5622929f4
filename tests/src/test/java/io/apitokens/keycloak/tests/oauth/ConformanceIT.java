package io.apitokens.keycloak.tests.oauth;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Compares an API token with a JWT of the same client, for rules of the RFCs that need a client of their own kind. */
@IntegrationTest
class ConformanceIT {

    private static final String ORIGIN = "https://console.example.com";

    @Test
    void section5of7662PairwiseSubjectStaysPairwise(TestRealm realm) {
        realm.changeClient(NOTES, client -> {
            client.setDirectAccessGrantsEnabled(true);
            client.setRedirectUris(List.of("https://notes.example.com/"));
        });
        ProtocolMapperRepresentation pairwise = new ProtocolMapperRepresentation();
        pairwise.setName("pairwise");
        pairwise.setProtocol("openid-connect");
        pairwise.setProtocolMapper("oidc-sha256-pairwise-sub-mapper");
        pairwise.setConfig(Map.of("pairwiseSubAlgorithmSalt", "salt"));
        realm.client(NOTES).getProtocolMappers().createMapper(pairwise).close();

        JsonNode jwt = realm.introspection().of(realm.accessToken(NOTES, ALICE, "notes:read"));
        JsonNode apiToken = realm.introspection()
                .of(realm.account(ALICE).mint("pairwise", "notes:read").secret());
        assertThat(apiToken.get("sub").asText())
                .isEqualTo(jwt.get("sub").asText())
                .isNotEqualTo(realm.userId(ALICE));
    }

    @Test
    void section23of7009ScriptsOfTheClientsOriginMayRevoke(TestRealm realm) {
        realm.changeClient(NOTES, client -> {
            client.setDirectAccessGrantsEnabled(true);
            client.setWebOrigins(List.of(ORIGIN));
        });
        for (String token : List.of(
                realm.accessToken(NOTES, ALICE, "notes:read"),
                realm.account(ALICE).mint("revoked by a script").secret())) {
            Answer answer = Http.send(Http.to(realm.url() + "/protocol/openid-connect/revoke")
                    .header("Origin", ORIGIN)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(Http.form(Map.of("client_id", NOTES, "token", token))));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        }
    }
}
