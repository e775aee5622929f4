package io.apitokens.keycloak.tests.rest;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.keycloak.representations.idm.EventRepresentation;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests of API tokens of a realm to rotate themselves, and the alarms that follow. */
record SelfRotations(TestRealm realm) {

    static final String ALLOWED = "{\"selfRotation\":true,\"selfRotationGracePeriod\":600}";

    List<String> alarms() {
        return events("UPDATE_CREDENTIAL_ERROR", "late_use")
                .map(details -> details.get("api_token_id"))
                .toList();
    }

    private Stream<Map<String, String>> events(String type, String action) {
        return realm.admin().getEvents(List.of(type), null, null, null, null, null, 0, 1_000).stream()
                .map(EventRepresentation::getDetails)
                .filter(details -> action.equals(details.get("action")));
    }

    Answer rotate(String secret) {
        return send(secret, "{}", null);
    }

    Answer send(String secret, String body, String key) {
        HttpRequest.Builder request =
                realm.accountWith(secret).to("/self/rotate").POST(BodyPublishers.ofString(body));
        return Http.send(key == null ? request : request.header("Idempotency-Key", key));
    }

    /** Returns for each rotation of the API token, the latest first, whether it repeats another. */
    Stream<String> rotations(Minted minted) {
        return events("UPDATE_CREDENTIAL", "rotate")
                .filter(details -> minted.id().equals(details.get("api_token_id")))
                .map(details -> details.get("api_token_repetition"));
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static String secret(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String secret = answer.json().get("secret").asText();
        MintedSecrets.remember(secret);
        return secret;
    }

    static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (error != null) {
            assertThat(answer.json().get("errorMessage").asText()).isEqualTo(error);
        }
    }
}
