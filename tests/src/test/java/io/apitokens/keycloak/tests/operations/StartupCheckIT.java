package io.apitokens.keycloak.tests.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.launcher.KeycloakServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests what operators see if the extension does not fit their Keycloak, or was not tested with it. */
@Tag("slow")
class StartupCheckIT {

    private Path home;

    @BeforeEach
    void install(@TempDir Path folder) {
        Distribution distribution = Distribution.find();
        home = distribution.install(folder.resolve("keycloak"), distribution.providers(), List.of());
    }

    @Test
    void keycloakWithoutAClassThatTheExtensionExtendsDoesNotStart() throws IOException {
        String missing = "org/keycloak/protocol/oidc/refresh/DefaultRefreshTokenProvider";
        try (FileSystem services = jar("keycloak-services")) {
            Files.delete(services.getPath(missing + ".class"));
        }
        requireRefusal(missing.replace('/', '.') + " is missing");
    }

    @Test
    void keycloakWithoutAMethodThatTheExtensionCallsDoesNotStart() throws IOException {
        String changed = "org/keycloak/services/managers/AppAuthManager";
        try (FileSystem services = jar("keycloak-services")) {
            Path file = services.getPath(changed + ".class");
            byte[] content = Files.readAllBytes(file);
            String name = "extractAuthorizationHeaderToken";
            Files.write(file, replace(content, name, name.replace("Token", "Other")));
        }
        requireRefusal(changed.replace('/', '.') + " has no extractAuthorizationHeaderToken(");
    }

    private void requireRefusal(String misfit) {
        Distribution distribution = Distribution.find();
        assertThatThrownBy(() -> KeycloakServer.in(home).start())
                .hasMessageContaining(
                        "This version of API tokens does not fit Keycloak %s. Use Keycloak ", distribution.version())
                .hasMessageContaining(misfit);
    }

    @Test
    void keycloakOfAnUntestedVersionStartsAndSaysSoInOneLine() throws IOException {
        try (FileSystem common = jar("keycloak-common")) {
            Path file = common.getPath("keycloak-version.properties");
            Files.writeString(
                    file, Files.readString(file).replace(Distribution.find().version(), "26.99.0"));
        }
        try (KeycloakServer server = KeycloakServer.in(home).start()) {
            assertThat(Files.readAllLines(server.log()).stream().filter(line -> line.contains("KCAT-")))
                    .singleElement()
                    .asString()
                    .containsPattern("KCAT-0016: API tokens \\d\\S+ are not tested with Keycloak 26\\.99\\.0,"
                            + " but with 26\\.7\\.");
        }
    }

    private FileSystem jar(String name) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib/lib/main"))) {
            Path jar = jars.filter(path -> path.getFileName().toString().matches("org\\.keycloak\\." + name + "-\\d.*"))
                    .findFirst()
                    .orElseThrow();
            return FileSystems.newFileSystem(jar);
        }
    }

    private static byte[] replace(byte[] content, String name, String other) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(name);
        return text.replace(name, other).getBytes(StandardCharsets.ISO_8859_1);
    }
}
