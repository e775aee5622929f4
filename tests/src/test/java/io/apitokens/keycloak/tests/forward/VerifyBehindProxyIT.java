package io.apitokens.keycloak.tests.forward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests forward authentication at a Keycloak that trusts a proxy, for addresses and for certificates of clients. */
class VerifyBehindProxyIT {

    private static final String CERTIFICATE = "ssl-client-cert: ";

    @Test
    void trustedProxyTellsTheAddressOfTheEndClientAndTheCertificateOfTheApi(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Database database = Database.start(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                        folder,
                        database,
                        "--proxy-headers=xforwarded",
                        "--proxy-trusted-addresses=127.0.0.1",
                        "--spi-x509cert-lookup--provider=haproxy",
                        "--spi-x509cert-lookup--haproxy--ssl-client-cert=ssl-client-cert",
                        "--spi-x509cert-lookup--haproxy--certificate-chain-length=0")) {
            TestRealm realm = TestRealm.create(keycloak);
            tellsTheAddress(realm);
            authenticatesByCertificate(realm, certificate(folder, "notes"), certificate(folder, "another"));
        }
    }

    private static void tellsTheAddress(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("from afar");
        assertThat(ForwardAuth.of(realm)
                        .with("X-Forwarded-For: 192.0.2.7")
                        .with("X-Forwarded-Host: api.example.com")
                        .with("X-Forwarded-Proto: https")
                        .bearer(minted.secret())
                        .status())
                .isEqualTo(200);
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(realm.account(ALICE)
                        .get("/" + minted.id())
                        .json()
                        .at("/lastUse/address")
                        .asText())
                .isEqualTo("192.0.2.7"));
    }

    private static void authenticatesByCertificate(TestRealm realm, String certificate, String another) {
        String secret = realm.account(ALICE).mint("by certificate").secret();
        realm.changeClient(NOTES_API, client -> {
            client.setClientAuthenticatorType("client-x509");
            client.getAttributes().putAll(Map.of("x509.subjectdn", "CN=notes"));
        });
        ForwardAuth proxy = ForwardAuth.at(realm).asking("client_id=notes-api&uri=/?client_id=notes-gateway");
        assertThat(proxy.with(CERTIFICATE + certificate).bearer(secret).status())
                .isEqualTo(200);
        assertThat(proxy.with(CERTIFICATE + another).bearer(secret).status()).isEqualTo(400);
        assertThat(proxy.bearer(secret).status()).isEqualTo(400);
        assertThat(ForwardAuth.of(realm).bearer(secret).status())
                .as("a client of certificates has no secret")
                .isEqualTo(400);
        assertThat(ForwardAuth.at(realm)
                        .asking("uri=/?client_id=notes-api")
                        .with(CERTIFICATE + certificate)
                        .bearer(secret)
                        .status())
                .as("named by the end client")
                .isEqualTo(400);
    }

    private static String certificate(Path folder, String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Path pem = folder.resolve(name + ".pem");
        keytool("-genkeypair", "-alias", "x", "-keyalg", "EC", "-dname", "CN=" + name, "-keystore", store.toString());
        keytool("-exportcert", "-rfc", "-alias", "x", "-keystore", store.toString(), "-file", pem.toString());
        return Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", "changeit", "-storetype", "PKCS12"));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
