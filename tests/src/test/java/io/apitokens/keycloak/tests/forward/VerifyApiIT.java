package io.apitokens.keycloak.tests.forward;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.ForwardAuth.basic;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests how a proxy names the API that it asks for, and how this API authenticates. */
@IntegrationTest
class VerifyApiIT {

    private static final String UNKNOWN = "kcat_00000000000000000000000000000000000000000000u2SrQ";

    private final TestRealm realm;
    private Minted minted;

    VerifyApiIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeAll
    void setUp() {
        confidential("stranger", Map.of());
        confidential("stranger-open", Map.of("api.tokens.verify.unauthenticated", "true"));
        for (String name :
                List.of("open", "half-open", "disabled", "saml", "public", "public-open", "by-certificate", "é:ü")) {
            confidential(name, Map.of());
            realm.addAudience(NOTES, name);
        }
        for (String name : List.of("open", "public-open", "disabled", "saml")) {
            realm.changeClient(name, client -> client.getAttributes().put("api.tokens.verify.unauthenticated", "true"));
        }
        realm.changeClient(
                "half-open", client -> client.getAttributes().put("api.tokens.verify.unauthenticated", "yes"));
        realm.changeClient("disabled", client -> client.setEnabled(false));
        realm.changeClient("saml", client -> client.setProtocol("saml"));
        realm.changeClient("by-certificate", client -> client.setClientAuthenticatorType("client-x509"));
        for (String name : List.of("public", "public-open")) {
            realm.changeClient(name, client -> client.setPublicClient(true));
        }
        minted = realm.account(ALICE).mint("for a proxy", "notes:read");
    }

    private void confidential(String clientId, Map<String, String> attributes) {
        realm.addClient(clientId, client -> {
            client.setSecret(clientId + "-secret");
            client.setAttributes(attributes);
        });
    }

    /** 401 and 403 are about the end client. 400 is about the proxy and its API. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // credentials                 | query                                 | status | error
                "notes-api notes-api-demo-secret | client_id=notes-api                 | 200 | -",
                "notes-api notes-api-demo-secret | -                                   | 200 | -",
                "notes-api notes-api-demo-secret | &&client_id=notes-api&              | 200 | -",
                "notes-api notes-api-demo-secret | client_id=notes-api&uri=/x?client_id=open&scope=a&y=x | 200 | -",
                "notes-api notes-api-demo-secret | uri=client_id=open                  | 200 | -",
                "notes-api wrong                 | client_id=notes-api                 | 400 | invalid_client",
                "notes-api -                     | client_id=notes-api                 | 400 | invalid_client",
                "-                               | client_id=notes-api                 | 400 | invalid_client",
                "-                               | -                                   | 400 | invalid_request",
                "-                               | uri=client_id=open                  | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=open                      | 400 | invalid_request",
                "open open-secret                | client_id=notes-api                 | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=notes-api&client_id=open  | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=open&client_id=notes-api  | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=notes-api%0a              | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=                          | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id                           | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=notes-api&scopes=x        | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=notes-api&challenge=bearer | 400 | invalid_request",
                "notes-api notes-api-demo-secret | client_id=notes-api&client_secret=x | 400 | invalid_request",
                "-                               | client_id=notes-api%0d%0aX-Evil:1   | 400 | invalid_client",
                "-                               | client_id=unknown                   | 400 | invalid_client",
                "unknown secret                  | client_id=unknown                   | 400 | invalid_client",
                "stranger stranger-secret        | client_id=stranger                  | 401 | invalid_token",
                "-                               | client_id=stranger-open             | 401 | invalid_token",
                "%C3%A9%3A%C3%BC %C3%A9%3A%C3%BC-secret | client_id=%C3%A9:%C3%BC      | 200 | -",
                "-                               | client_id=open                      | 200 | -",
                "open open-secret                | client_id=open                      | 200 | -",
                "open wrong                      | client_id=open                      | 400 | invalid_client",
                "-                               | client_id=half-open                 | 400 | invalid_client",
                "-                               | client_id=disabled                  | 400 | invalid_client",
                "disabled disabled-secret        | client_id=disabled                  | 400 | invalid_client",
                "-                               | client_id=saml                      | 400 | invalid_client",
                "saml saml-secret                | client_id=saml                      | 400 | invalid_client",
                "-                               | client_id=public                    | 400 | invalid_client",
                "public public-secret            | client_id=public                    | 400 | invalid_client",
                "public -                        | client_id=public                    | 400 | invalid_client",
                "-                               | client_id=public-open               | 200 | -",
                "by-certificate by-certificate-secret | client_id=by-certificate       | 400 | invalid_client",
                "-                               | client_id=by-certificate            | 400 | invalid_client",
            })
    void apiIsNamedOnceAndAuthenticates(String credentials, String query, int status, String error) {
        ForwardAuth proxy = ForwardAuth.at(realm).asking(query == null ? "" : query);
        if (credentials != null) {
            String[] idAndSecret = credentials.split(" ");
            proxy = proxy.as(idAndSecret[0], idAndSecret[1].equals("-") ? "" : idAndSecret[1]);
        }
        Answer answer = proxy.bearer(minted.secret());
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.raw().head()).doesNotContain("X-Evil");
        if (error != null) {
            assertThat(answer.body()).contains("\"error\":\"" + error + "\"");
            assertThat(answer.header("WWW-Authenticate") == null).isEqualTo(status == 400);
        }
    }

    /** The end client sends the second header. */
    @Test
    void credentialsOfTheApiComeOnceAndInOneForm() {
        ForwardAuth proxy = ForwardAuth.of(realm);
        assertThat(proxy.as("stranger", "stranger-secret")
                        .bearer(minted.secret())
                        .status())
                .isEqualTo(400);
        ForwardAuth open = ForwardAuth.at(realm).asking("client_id=open");
        assertThat(open.as("stranger", "stranger-secret")
                        .bearer(minted.secret())
                        .status())
                .isEqualTo(400);
        for (String malformed : List.of("Basic", "Basic !!!", "Bearer x", "x", basic("%zz", "x"), "Basic eA==")) {
            assertThat(open.with("Api-Authorization: " + malformed)
                            .bearer(minted.secret())
                            .status())
                    .as(malformed)
                    .isEqualTo(400);
        }
        assertThat(open.with("Api-Authorization:").bearer(minted.secret()).status())
                .as("what a proxy sends to send none")
                .isEqualTo(200);
    }

    /** If a proxy forgets its own header, a token that was meant for another API must not select the API. */
    @Test
    void credentialOfTheEndClientIsNotThatOfTheApi() {
        ForwardAuth proxy = ForwardAuth.at(realm).asking("client_id=notes-api");
        assertThat(proxy.password("notes-api", "notes-api-demo-secret").status())
                .isEqualTo(400);
        assertThat(ForwardAuth.of(realm)
                        .password("notes-api", "notes-api-demo-secret")
                        .status())
                .isEqualTo(401);
        assertThat(proxy.with("Content-Type: application/x-www-form-urlencoded")
                        .with("Authorization: Bearer " + minted.secret())
                        .send("POST", "", "client_id=notes-api&client_secret=notes-api-demo-secret")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void verificationIsUsedAndStoredAsAnIntrospection() {
        realm.changeRealm(settings -> {
            settings.setEventsEnabled(true);
            settings.setEnabledEventTypes(List.of("INTROSPECT_TOKEN", "INTROSPECT_TOKEN_ERROR"));
        });
        realm.admin().clearEvents();
        ForwardAuth proxy = ForwardAuth.of(realm);
        assertThat(proxy.bearer(minted.secret()).status()).isEqualTo(200);
        assertThat(proxy.bearer(UNKNOWN).status()).isEqualTo(401);
        assertThat(proxy.bearer("junk").status()).isEqualTo(401);
        assertThat(proxy.send().status()).isEqualTo(401);
        assertThat(ForwardAuth.at(realm)
                        .as(NOTES_API, "wrong")
                        .bearer(minted.secret())
                        .status())
                .isEqualTo(400);
        List<EventRepresentation> events = realm.admin().getEvents();
        assertThat(events)
                .extracting(EventRepresentation::getError)
                .containsExactlyInAnyOrder(null, "invalid_token", "invalid_client_credentials");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getClientId()).isEqualTo(NOTES_API);
            assertThat(String.valueOf(event.getDetails())).doesNotContain("kcat_");
        });
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            JsonNode use = realm.account(ALICE).get("/" + minted.id()).json().path("lastUse");
            assertThat(use.path("clientId").asText()).isNotEmpty();
            assertThat(use.path("address").asText()).isEqualTo("127.0.0.1");
        });
    }

    /** Otherwise anybody could fill the event store. */
    @Test
    void apiWithoutCredentialsLeavesEventsOnlyOfApiTokens(TestRealm own) {
        own.changeRealm(settings -> {
            settings.setEventsEnabled(true);
            settings.setEnabledEventTypes(List.of("INTROSPECT_TOKEN", "INTROSPECT_TOKEN_ERROR"));
        });
        own.changeClient(NOTES_API, client -> client.getAttributes().put("api.tokens.verify.unauthenticated", "true"));
        ForwardAuth proxy = ForwardAuth.at(own).asking("client_id=notes-api");
        assertThat(proxy.bearer(UNKNOWN).status()).isEqualTo(401);
        assertThat(proxy.bearer(minted.secret()).status()).isEqualTo(401);
        assertThat(own.admin().getEvents()).isEmpty();
        Minted ended = own.account(ALICE).mint("ended");
        own.account(ALICE).delete("/" + ended.id());
        assertThat(proxy.bearer(ended.secret()).status()).isEqualTo(401);
        assertThat(own.admin().getEvents()).hasSize(1);
    }
}
