package io.apitokens.keycloak.tests.operations;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dasniko.testcontainers.keycloak.KeycloakContainer;
import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.http.Http;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.utility.MountableFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** Tests that the jars work in Keycloak's official image, as users of Testcontainers run it. Needs Docker. */
@Tag("slow")
class ContainerSmokeIT {

    private static final System.Logger LOG = System.getLogger(ContainerSmokeIT.class.getName());

    @Test
    void tokenOfAnOfficialImageWithTheJarsIsActiveUntilItIsRevoked() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            leaveOut("there is no Docker");
        }
        Distribution distribution = Distribution.find();
        try (KeycloakContainer container =
                new KeycloakContainer("quay.io/keycloak/keycloak:" + distribution.version())) {
            container
                    .withProviderLibsFrom(
                            distribution.providers().stream().map(Path::toFile).toList())
                    .withCopyFileToContainer(
                            MountableFile.forHostPath(distribution.demoRealm()),
                            "/opt/keycloak/data/import/demo-realm.json")
                    .withCustomCommand("--import-realm");
            start(container);
            requireLifeOfAToken(container.getAuthServerUrl(), container.getKeycloakAdminClient());
        }
    }

    private static void start(KeycloakContainer container) {
        try {
            container.start();
        } catch (ContainerFetchException e) {
            // If each program has to be there, a missing image must not hide that nothing is tested.
            if (Boolean.parseBoolean(System.getenv("REQUIRE_PROGRAMS"))) {
                throw e;
            }
            leaveOut("the image " + container.getDockerImageName() + " cannot be fetched");
        }
    }

    private static void leaveOut(String reason) {
        LOG.log(System.Logger.Level.INFO, "Left out the test of the official image: {0}", reason);
        abort(reason);
    }

    private static void requireLifeOfAToken(String url, Keycloak admin) {
        String alice = admin.realm("demo")
                .users()
                .searchByUsername("alice", true)
                .get(0)
                .getId();
        String tokens = url + "/admin/realms/demo/api-tokens";
        String bearer = "Bearer " + admin.tokenManager().getAccessTokenString();
        Http.Answer minted = Http.send(Http.to(tokens)
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(Map.of("userId", alice, "clientId", "notes", "label", "smoke")))));
        assertThat(minted.status()).as(minted.body()).isEqualTo(201);
        String secret = minted.json().get("secret").asText();
        assertThat(isActive(url, secret)).isTrue();
        Http.Answer revoked =
                Http.send(Http.to(tokens + "/" + minted.json().get("id").asText())
                        .header("Authorization", bearer)
                        .DELETE());
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(isActive(url, secret)).isFalse();
    }

    private static boolean isActive(String url, String secret) {
        String credentials = Base64.getEncoder().encodeToString("notes-api:notes-api-demo-secret".getBytes());
        JsonNode answer = Http.send(Http.to(url + "/realms/demo/protocol/openid-connect/token/introspect")
                        .header("Authorization", "Basic " + credentials)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(Http.form(Map.of("token", secret))))
                .json();
        return answer.get("active").asBoolean();
    }

    private static String json(Map<String, String> fields) {
        return new ObjectMapper().valueToTree(fields).toString();
    }
}
