package io.apitokens.keycloak.tests.docs;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.apitokens.keycloak.tests.fixture.AccountApi;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.AdminApi;
import io.apitokens.keycloak.tests.fixture.Http;
import io.apitokens.keycloak.tests.fixture.Http.Answer;
import io.apitokens.keycloak.tests.fixture.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.OpenApi;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

/** The description in docs/openapi.yaml. Whatever any test asks and is answered is held against it as well. */
@IntegrationTest
class OpenApiIT {

    @Test
    void isWellFormed() {
        SwaggerParseResult parsed = new OpenAPIV3Parser().readLocation(OpenApi.FILE.toString(), null, null);
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
    }

    @Test
    void describesWhatThereIsAndNothingElse(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        AdminApi admin = realm.apiTokensAdmin();
        Minted first = alice.mint("first");
        Minted second = alice.mint("second");
        String notes = realm.clientId(TestRealm.NOTES);
        String revocation =
                admin.post("/revocations?search=nothing", "").json().get("id").asText();
        Map<String, Supplier<Answer>> calls = Map.ofEntries(
                Map.entry("list", () -> alice.get("?status=active&sort=label&first=0&max=1&search=x")),
                Map.entry("mint", () -> alice.post("{\"label\":\"third\",\"scopes\":[],\"lifetime\":60}")),
                Map.entry("revokeAll", () -> alice.delete("")),
                Map.entry("options", () -> alice.get("/options")),
                Map.entry("read", () -> alice.get("/" + first.id())),
                Map.entry("change", () -> alice.put(alice.mint("old").id(), "{\"label\":\"new\"}")),
                Map.entry("revoke", () -> alice.delete("/" + first.id())),
                Map.entry("rotate", () -> alice.post("/" + alice.mint("rotated").id() + "/rotate", "{}")),
                Map.entry(
                        "readSelf", () -> self(realm, "GET", alice.mint("self").secret())),
                Map.entry(
                        "revokeSelf",
                        () -> self(realm, "DELETE", alice.mint("gone").secret())),
                Map.entry("reportLeaked", () -> report(realm)),
                Map.entry("adminList", () -> admin.get("?client=notes&neverUsed=true&sort=expires")),
                Map.entry("adminMint", () -> admin.post("", mintFor(realm))),
                Map.entry("adminCount", () -> admin.get("/count?search=s")),
                Map.entry("adminSummary", () -> admin.get("/summary")),
                Map.entry("adminRead", () -> admin.get("/" + second.id())),
                Map.entry("adminRevoke", () -> admin.delete("/" + second.id() + "?comment=found%20in%20a%20log")),
                Map.entry("adminSessions", () -> admin.get("/" + second.id() + "/sessions")),
                Map.entry("adminEvents", () -> admin.get("/" + second.id() + "/events?max=5")),
                Map.entry("adminRevokeMany", () -> admin.post("/revocations?client=notes&dryRun=true", "")),
                Map.entry("adminProgress", () -> admin.get("/revocations/" + revocation)),
                Map.entry("adminCancel", () -> admin.delete("/revocations/" + revocation)),
                Map.entry("adminPolicy", () -> admin.get("/policy")),
                Map.entry("adminSetPolicy", () -> admin.put("/policy", "{\"maxActive\":50}")),
                Map.entry("adminClientPolicy", () -> admin.get("/policy/clients/" + notes)),
                Map.entry("adminSetClientPolicy", () -> admin.put("/policy/clients/" + notes, "{\"maxActive\":20}")));
        OpenAPI description = new OpenAPIV3Parser().read(OpenApi.FILE.toString());
        assertThat(calls.keySet())
                .isEqualTo(description.getPaths().values().stream()
                        .flatMap(path -> path.readOperations().stream())
                        .map(Operation::getOperationId)
                        .collect(Collectors.toSet()));
        calls.forEach((operation, call) ->
                assertThat(call.get().status()).as(operation).isBetween(200, 299));
    }

    private static Answer self(TestRealm realm, String method, String secret) {
        return Http.send(Http.to(realm.url() + "/api-tokens/self")
                .header("Authorization", "Bearer " + secret)
                .method(method, noBody()));
    }

    private static Answer report(TestRealm realm) {
        return Http.send(Http.to(realm.url() + "/api-tokens/leaked")
                .header("Content-Type", "application/json")
                .POST(ofString("{\"secrets\":[\"junk\"]}")));
    }

    private static String mintFor(TestRealm realm) {
        return "{\"userId\":\"" + realm.userId(ALICE) + "\",\"label\":\"by an admin\",\"clientId\":\"notes\"}";
    }
}
