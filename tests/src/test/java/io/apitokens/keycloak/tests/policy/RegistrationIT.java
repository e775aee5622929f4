package io.apitokens.keycloak.tests.policy;

import java.net.http.HttpRequest.BodyPublishers;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that client registration cannot change the settings of API tokens, which are for admins. */
@IntegrationTest
class RegistrationIT {

    @Test
    void registersClientsButNoTokenClients(TestRealm realm) {
        Answer refused = register(realm, "{\"clientId\":\"mine\",\"attributes\":{\"api.tokens.enabled\":\"true\"}}");
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_client_metadata");
        assertThat(realm.admin().clients().findByClientId("mine")).isEmpty();
        assertThat(register(realm, "{\"clientId\":\"mine\"}").status()).isEqualTo(201);
    }

    @Test
    void changesAClientButNotItsPolicy(TestRealm realm) {
        JsonNode mine = register(realm, "{\"clientId\":\"mine\"}").json();
        realm.changeClient("mine", client -> {
            client.getAttributes().put("api.tokens.enabled", "true");
            client.getAttributes().put("api.tokens.max.lifetime", "60");
        });
        String token = realm.client("mine").regenerateRegistrationAccessToken().getRegistrationAccessToken();
        String path = "/clients-registrations/default/" + mine.get("clientId").asText();
        Answer laxer = Http.send(Http.to(realm.url() + path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(
                        "{\"clientId\":\"mine\",\"attributes\":{\"api.tokens.max.lifetime\":\"\"}}")));
        assertThat(laxer.status()).as(laxer.body()).isEqualTo(400);
        assertThat(realm.client("mine").toRepresentation().getAttributes())
                .containsEntry("api.tokens.enabled", "true")
                .containsEntry("api.tokens.max.lifetime", "60");
    }

    @Test
    void adminsChangeClientsAsBefore(TestRealm realm) {
        realm.changeClient(NOTES, client -> client.getAttributes().put("api.tokens.max.lifetime", "60"));
        assertThat(realm.client(NOTES).toRepresentation().getAttributes())
                .containsEntry("api.tokens.max.lifetime", "60");
    }

    private static Answer register(TestRealm realm, String client) {
        String token = realm.admin()
                .clientInitialAccess()
                .create(new ClientInitialAccessCreatePresentation(60, 1))
                .getToken();
        return Http.send(Http.to(realm.url() + "/clients-registrations/default")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(client)));
    }
}
