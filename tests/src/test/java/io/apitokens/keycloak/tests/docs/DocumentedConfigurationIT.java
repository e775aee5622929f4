package io.apitokens.keycloak.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.yaml.snakeyaml.Yaml;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Imports the realm of the documentation's page about configuration as code, unchanged. */
@IntegrationTest
class DocumentedConfigurationIT {

    // Terraform: "name" = "value"; YAML: name: "value".
    private static final Pattern TERRAFORM = Pattern.compile("\"(api\\.tokens\\.[a-z.]+)\"\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern YAML = Pattern.compile("(api\\.tokens\\.[a-z.]+): \"?([^\"\\n]*)\"?");

    private final KeycloakUnderTest keycloak;

    DocumentedConfigurationIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @Test
    void attributesAloneMakeTokenClientsAndPolicy() throws IOException {
        Map<String, Object> documented = new Yaml().load(block("yaml"));
        RealmRepresentation realm = new ObjectMapper().convertValue(documented, RealmRepresentation.class);
        realm.setRealm("documented");
        realm.setEnabled(true);
        UserRepresentation user = new UserRepresentation();
        user.setUsername("carol");
        user.setEnabled(true);
        user.setRealmRoles(List.of("api-user"));
        realm.setUsers(List.of(user));
        try (TestRealm imported = TestRealm.create(keycloak, realm)) {
            AdminApi admin = imported.apiTokensAdmin();
            assertThat(admin.get("/policy").json())
                    .isEqualTo(json("{'exchangeEnabled':true,'requiredRole':'api-user','maxLifetime':31536000}"));
            assertThat(admin.get("/policy/clients/" + imported.clientId(NOTES)).json())
                    .isEqualTo(json("{'maxActive':5}"));

            ObjectNode mint =
                    body().put("label", "robot").put("clientId", NOTES).put("userId", imported.userId("carol"));
            mint.putArray("scopes").add("notes:read");
            Answer minted = admin.post("", mint);
            assertThat(minted.status()).as(minted.body()).isEqualTo(201);
            MintedSecrets.remember(minted.json().get("secret").asText());
            long lifetime = minted.json().get("expiresTimestamp").asLong()
                    - minted.json().get("createdTimestamp").asLong();
            assertThat(lifetime).isEqualTo(31_536_000_000L);
        }
    }

    @Test
    void toolsAreGivenTheSameAttributes() throws IOException {
        Map<String, String> ofTerraform = attributes(TERRAFORM, block("hcl"));
        assertThat(ofTerraform).hasSizeGreaterThan(4).isEqualTo(attributes(YAML, block("yaml")));
    }

    private static Map<String, String> attributes(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2), (one, other) -> other, TreeMap::new));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    /** Returns the code of the page in one language. */
    private static String block(String language) throws IOException {
        String page = Files.readString(
                Distribution.find().repository().resolve("docs").resolve("configuration.md"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining("\n"));
    }
}
