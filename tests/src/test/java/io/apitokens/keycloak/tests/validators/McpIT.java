package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.launcher.Ports;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.RawHttp;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** The example MCP server, with the packages of npm, as an agent calls it by JSON-RPC over HTTP. */
@IntegrationTest
class McpIT {

    private static final String AGENTS = "notes-agents";
    private static final String SECRET = "notes-mcp-demo-secret";
    private static final String MAX_AGE = "api.tokens.introspection.max.age";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String READ = call("read_notes", "{}");
    private static final String WRITE = call("write_note", "{\"note\":\"Buy milk\"}");

    private final KeycloakUnderTest keycloak;

    /** In the folder of the class, because npm takes seconds. */
    @TempDir
    private static Path folder;

    private TestRealm realm;
    private AppUnderTest server;
    private int port;

    McpIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        realm = TestRealm.createWhole(keycloak);
        copyExample();
        AppUnderTest.installPackages(folder);
        AppUnderTest.run(folder, "npm", "run", "build");
        port = Ports.free();
        // Clients call another URL than that of the port, as through a proxy.
        server = AppUnderTest.start(
                folder,
                url(),
                Map.of(
                        "KEYCLOAK_URL", keycloak.url(),
                        "KEYCLOAK_REALM", realm.name(),
                        "SERVER_PORT", Integer.toString(port)),
                // Not by npm, which does not pass its end on to the server.
                List.of("node", "target/server.js"));
    }

    @AfterAll
    void stop() {
        server.close();
        realm.close();
    }

    private static void copyExample() throws IOException {
        Path example = Distribution.find().repository().resolve("examples/notes-mcp");
        Files.createDirectory(folder.resolve("src"));
        for (String file : List.of("package.json", "package-lock.json", "tsconfig.json")) {
            Files.copy(example.resolve(file), folder.resolve(file));
        }
        try (Stream<Path> sources = Files.list(example.resolve("src"))) {
            for (Path source : sources.toList()) {
                Files.copy(source, folder.resolve("src").resolve(source.getFileName()));
            }
        }
    }

    private String url() {
        return "http://localhost:" + port + "/mcp";
    }

    @Test
    void agentUsesTheToolsOfItsScopesUntilItsTokenIsRevoked() {
        Minted writer = mint(ALICE, "writer", "notes:read", "notes:write");
        Minted reader = mint(ALICE, "reader", "notes:read");
        assertThat(tools(writer)).containsExactly("read_notes", "write_note");
        assertThat(tools(reader)).containsExactly("read_notes");

        assertThat(result(ask(writer, WRITE))).isEqualTo("Written");
        assertThat(result(ask(reader, READ))).contains("Buy milk");
        assertThat(ask(mint(BOB, "of another user", "notes:read"), READ).body()).doesNotContain("Buy milk");

        realm.account(ALICE).delete("/" + writer.id());
        assertThat(ask(writer, READ).status()).as("at once").isEqualTo(401);
        assertThat(ask(reader, READ).status()).isEqualTo(200);
        assertThat(server.log()).contains("Listening").doesNotContain(writer.secret(), reader.secret(), SECRET);
    }

    @Test
    void notesOfAUserAreLimitedAndThoseOfOthersStay() {
        Minted bob = mint(BOB, "of bob", "notes:read");
        Minted alice = mint(ALICE, "busy", "notes:read", "notes:write");
        for (int i = 0; i <= 100; i++) {
            assertThat(result(ask(alice, call("write_note", "{\"note\":\"note %d.\"}".formatted(i)))))
                    .isEqualTo("Written");
        }
        // The oldest give way.
        assertThat(result(ask(alice, READ)).split("\n"))
                .hasSize(100)
                .doesNotContain("note 0.")
                .contains("note 1.", "note 100.");
        assertThat(result(ask(bob, READ))).isEmpty();
    }

    @Test
    void tokenWithoutTheScopeIsRefused() {
        Answer answer = ask(mint(ALICE, "without the scope", "notes:write"), WRITE);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", "notes:read");
    }

    @Test
    void toolBeyondTheScopesIsNotThereHoweverItIsCalled() {
        Minted reader = mint(ALICE, "curious", "notes:read");
        for (String body : List.of(WRITE.replace("milk", "eggs"), "[" + WRITE.replace("milk", "eggs") + "]")) {
            assertThat(ask(reader, body).body()).contains("not found").doesNotContain("Written");
        }
        assertThat(ask(reader, READ).body()).doesNotContain("eggs");
        assertThat(tools(AccountApi.minted(realm.account(BOB)
                        .post(AccountApi.body().put("label", "everything").put("clientId", AGENTS)))))
                .as("bob lacks the role")
                .containsExactly("read_notes");
    }

    @Test
    void challengeLeadsToTheAuthorizationServer() {
        String metadata = "http://localhost:8084/.well-known/oauth-protected-resource/mcp";
        Answer refused = Http.send(request().POST(BodyPublishers.ofString(LIST)));
        assertThat(refused.status()).isEqualTo(401);
        // RFC 6750, section 3.1: without an error code
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer resource_metadata=\"" + metadata + "\"");
        Answer invalid =
                Http.send(request().header("Authorization", "Bearer junk").POST(BodyPublishers.ofString(LIST)));
        assertThat(invalid.header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"", "resource_metadata=\"" + metadata + "\"");
        Answer answer = Http.send(
                Http.to(metadata.replace("8084", Integer.toString(port))).GET());
        assertThat(answer.json().get("resource").asText()).isEqualTo("http://localhost:8084/mcp");
        assertThat(answer.json().get("authorization_servers").get(0).asText()).isEqualTo(realm.url());
        assertThat(answer.json().get("scopes_supported")).hasSize(2);
    }

    /** Otherwise another server could use what agents send to it. */
    @Test
    void tokenForAnotherServerIsRefused() {
        Minted minted = mint(ALICE, "for this server", "notes:read");
        assertThat(ask(minted, READ).status()).isEqualTo(200);
        assertThat(realm.introspection().of(minted.secret()).get("active").asBoolean())
                .as("for the notes API")
                .isFalse();
        Minted ofNotes = AccountApi.minted(realm.account(ALICE).post(body("notes", "for the notes API", "notes:read")));
        assertThat(ask(ofNotes, READ).status()).isEqualTo(401);

        ProtocolMappersResource mappers = realm.client(AGENTS).getProtocolMappers();
        ProtocolMapperRepresentation url = mappers.getMappers().stream()
                .filter(mapper -> mapper.getConfig().containsKey("included.custom.audience"))
                .findFirst()
                .orElseThrow();
        String own = url.getConfig().put("included.custom.audience", "http://localhost:8084/another");
        mappers.update(url.getId(), url);
        Answer refused = ask(minted, READ);
        assertThat(refused.status()).as("another URL in the audience").isEqualTo(401);
        assertThat(refused.body()).contains("not issued for this resource");
        url.getConfig().put("included.custom.audience", own);
        mappers.update(url.getId(), url);
        assertThat(ask(minted, READ).status()).isEqualTo(200);
    }

    @Test
    void answerWithoutExpiryIsRefused() {
        Minted minted = mint(ALICE, "for ever", "notes:read");
        realm.changeClient("notes-mcp", client -> client.getAttributes().put(MAX_AGE, ""));
        assertThat(ask(minted, READ).status()).isEqualTo(401);
        realm.changeClient("notes-mcp", client -> client.getAttributes().put(MAX_AGE, "60"));
        assertThat(ask(minted, READ).status()).isEqualTo(200);
    }

    @Test
    void junkIsRefused() {
        String secret = mint(ALICE, "valid", "notes:read").secret();
        for (String authorization :
                List.of("Bearer junk", "Bearer", "Basic " + secret, secret, "Bearer " + secret + "x")) {
            assertThat(Http.send(request()
                                    .header("Authorization", authorization)
                                    .POST(BodyPublishers.ofString(LIST)))
                            .status())
                    .as(authorization)
                    .isEqualTo(401);
        }
        assertThat(Http.send(Http.to(url() + "?access_token=" + secret).GET()).status())
                .isEqualTo(401);
        assertThat(server.log()).doesNotContain(secret);
    }

    /** A page of another site could otherwise call the server of a developer by DNS rebinding. */
    @Test
    void requestForAnotherHostIsRefused() {
        String secret = mint(ALICE, "rebound", "notes:read").secret();
        RawHttp.Answer answer = new RawHttp("http://localhost:" + port)
                .called("attacker.example")
                .send("POST", "/mcp", List.of("Authorization: Bearer " + secret), LIST);
        assertThat(answer.status()).isEqualTo(403);
    }

    private Minted mint(String user, String label, String... scopes) {
        return AccountApi.minted(realm.account(user).post(body(AGENTS, label, scopes)));
    }

    private static ObjectNode body(String client, String label, String... scopes) {
        ObjectNode body = AccountApi.body().put("label", label).put("clientId", client);
        List.of(scopes).forEach(body.putArray("scopes")::add);
        return body;
    }

    private List<String> tools(Minted token) {
        return ask(token, LIST).json().at("/result/tools").findValuesAsText("name");
    }

    private static String result(Answer answer) {
        return answer.json().at("/result/content/0/text").asText();
    }

    private Answer ask(Minted token, String message) {
        return Http.send(
                request().header("Authorization", "Bearer " + token.secret()).POST(BodyPublishers.ofString(message)));
    }

    private HttpRequest.Builder request() {
        return Http.to(url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(tool, arguments);
    }
}
