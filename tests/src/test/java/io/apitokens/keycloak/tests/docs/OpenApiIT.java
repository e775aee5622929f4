package io.apitokens.keycloak.tests.docs;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.OpenApi;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the OpenAPI description itself. Requests and answers of all other tests are compared with it as well. */
@IntegrationTest
class OpenApiIT {

    private static final Path MESSAGES =
            Path.of("..", "themes/src/main/resources/theme-resources/messages/messages_en.properties");

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
                Map.entry("revokeSelected", alice::revokeAll),
                Map.entry("options", () -> alice.get("/options")),
                Map.entry("read", () -> alice.get("/" + first.id())),
                Map.entry("change", () -> alice.put(alice.mint("old").id(), "{\"label\":\"new\"}")),
                Map.entry("revoke", () -> alice.delete("/" + first.id())),
                Map.entry("rotate", () -> alice.post("/" + alice.mint("rotated").id() + "/rotate", "{}")),
                Map.entry(
                        "readSelf", () -> self(realm, "GET", alice.mint("self").secret())),
                Map.entry("rotateSelf", () -> {
                    admin.setPolicy("{\"selfRotation\":true}");
                    return realm.accountWith(alice.mint("itself").secret()).post("/self/rotate", "{}");
                }),
                Map.entry(
                        "revokeSelf",
                        () -> self(realm, "DELETE", alice.mint("gone").secret())),
                Map.entry("verify", () -> verify(realm, alice.mint("verified").secret())),
                Map.entry("reportLeaked", () -> report(realm)),
                Map.entry("adminList", () -> admin.get("?client=notes&neverUsed=true&sort=expires")),
                Map.entry("adminMint", () -> admin.post("", mintFor(realm))),
                Map.entry("adminApplications", () -> admin.get("/applications?search=not&enabled=true&first=0&max=5")),
                Map.entry("adminApplication", () -> admin.get("/applications/" + notes)),
                Map.entry("adminSetApplication", () -> admin.put("/applications/" + notes, "{\"enabled\":true}")),
                Map.entry("adminExport", () -> admin.get("/export?format=ndjson&max=5&client=notes")),
                Map.entry("adminOptions", () -> admin.get("/options?user=" + realm.userId(ALICE))),
                Map.entry("adminCount", () -> admin.get("/count?search=s")),
                Map.entry("adminSummary", () -> admin.get("/summary")),
                Map.entry("adminRead", () -> admin.get("/" + second.id())),
                Map.entry("adminRevoke", () -> admin.delete("/" + second.id() + "?comment=found%20in%20a%20log")),
                Map.entry(
                        "adminRotate",
                        () -> admin.post("/" + alice.mint("rotated by an admin").id() + "/rotate", "{}")),
                Map.entry("adminSessions", () -> admin.get("/" + second.id() + "/sessions")),
                Map.entry("adminEvents", () -> admin.get("/" + second.id() + "/events?max=5")),
                Map.entry(
                        "adminDiagnose",
                        () -> admin.post(
                                "/diagnose",
                                "{\"id\":\"%s\",\"api\":\"notes-api\",\"scope\":\"notes:read\"}"
                                        .formatted(second.id()))),
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

    @Test
    void law10ParametersThatAreUnknownOrRepeatedAreNamed(TestRealm realm) {
        realm.addManagementRoles(BOB, "realm-admin");
        String accessToken = realm.accessToken(BOB);
        String id = realm.account(BOB).mint("kept").id();
        String server = realm.url().replace("/realms/" + realm.name(), "");
        OpenAPI description = new OpenAPIV3Parser().read(OpenApi.FILE.toString());
        description.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
            List<Parameter> parameters = inQuery(operation, description);
            if (parameters.isEmpty() || operation.getTags().contains("verify")) {
                return;
            }
            String url = server + path.replace("{realm}", realm.name()).replace("{id}", id);
            Stream.concat(
                            Stream.of("unknown=x"),
                            parameters.stream()
                                    .filter(parameter -> !(parameter.getSchema().getTypes() != null
                                            && parameter.getSchema().getTypes().contains("array")))
                                    .map(parameter -> parameter.getName() + "=x&" + parameter.getName() + "=x"))
                    .forEach(query -> {
                        Answer answer = Http.send(Http.to(url + "?" + query)
                                .header("Authorization", "Bearer " + accessToken)
                                .method(method.name(), noBody()));
                        assertThat(answer.status())
                                .as(method + " " + path + " " + query)
                                .isEqualTo(400);
                        assertThat(answer.json())
                                .as(method + " " + path)
                                .hasToString("{\"field\":\"" + query.split("=")[0]
                                        + "\",\"errorMessage\":\"apiTokenParameterInvalid\"}");
                    });
        }));
        assertThat(realm.account(BOB).labels("?status=active")).containsExactly("kept");
    }

    private static List<Parameter> inQuery(Operation operation, OpenAPI description) {
        return Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .map(parameter -> parameter.get$ref() == null
                        ? parameter
                        : description
                                .getComponents()
                                .getParameters()
                                .get(parameter.get$ref().replaceAll(".*/", "")))
                .filter(parameter -> parameter.getIn().equals("query"))
                .toList();
    }

    @Test
    void consoleHasATextForEachValueOfADiagnosis() throws IOException {
        OpenAPI description = new OpenAPIV3Parser().read(OpenApi.FILE.toString());
        Schema<?> diagnosis = description.getComponents().getSchemas().get("Diagnosis");
        Schema<?> step = diagnosis.getProperties().get("steps").getItems();
        Properties texts = new Properties();
        try (Reader messages = Files.newBufferedReader(MESSAGES)) {
            texts.load(messages);
        }
        for (String property : List.of("check", "outcome", "reason", "remedy")) {
            List<?> values = step.getProperties().get(property).getEnum();
            assertThat(values).isNotEmpty();
            values.forEach(value -> assertThat(texts)
                    .containsKey("apiTokenDiagnosis" + capitalized(property) + capitalized("" + value)));
        }
    }

    private static String capitalized(String value) {
        return Stream.of(value.split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static Answer self(TestRealm realm, String method, String secret) {
        return Http.send(Http.to(realm.url() + "/api-tokens/self")
                .header("Authorization", "Bearer " + secret)
                .method(method, noBody()));
    }

    private static Answer verify(TestRealm realm, String secret) {
        return Http.send(Http.to(realm.url() + "/api-tokens/verify?client_id=notes-api&scope=notes:read&uri=/notes")
                .header("Authorization", "Bearer " + secret)
                .header("Api-Authorization", ForwardAuth.basic(TestRealm.NOTES_API, TestRealm.NOTES_API_SECRET))
                .GET());
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
