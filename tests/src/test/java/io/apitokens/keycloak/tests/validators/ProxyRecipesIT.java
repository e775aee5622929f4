package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.RawHttp;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.validators.ProxyUnderTest.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** The recipes for forward authentication, with the real proxies. */
@IntegrationTest
class ProxyRecipesIT {

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private AccountApi alice;
    private Upstream api;

    @TempDir
    private Path folder;

    ProxyRecipesIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @BeforeEach
    void startApi() {
        api = new Upstream();
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private ProxyUnderTest start(Kind kind, String keycloakUrl, String secret) {
        UnaryOperator<Recipe> ofKeycloak = recipe -> recipe.with(
                        // HAProxy asks a name server and not /etc/hosts.
                        "https://keycloak.example.com", keycloakUrl.replace("localhost", "127.0.0.1"))
                .with("myrealm", realm.name())
                .withCredentials(NOTES_API, secret);
        Recipe recipe = kind.recipe().with("8081", Integer.toString(api.port()));
        if (kind != Kind.HAPROXY) {
            return ProxyUnderTest.start(kind, ofKeycloak.apply(recipe), folder);
        }
        Recipe script = ofKeycloak.apply(Recipe.of("HAProxy", "lua"));
        try {
            Files.writeString(folder.resolve("verify.lua"), script.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProxyUnderTest.start(kind, recipe, folder);
    }

    private ProxyUnderTest start(Kind kind) {
        return start(kind, keycloak.url(), NOTES_API_SECRET);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void validTokenPassesAndTheApiLearnsWhoseItIs(Kind kind) {
        Minted minted = alice.mint("proxied", "notes:read");
        try (ProxyUnderTest proxy = start(kind)) {
            for (String authorization :
                    List.of("Bearer " + minted.secret(), ForwardAuth.basic("any", minted.secret()))) {
                RawHttp.Answer answer = proxy.send(
                        "POST",
                        "/notes;a//b?client_id=x&scope=y",
                        List.of("Authorization: " + authorization, "Content-Type: nonsense"),
                        "a note");
                assertThat(answer.status()).as(proxy::logs).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("API: a note");
                assertThat(api.seen()).singleElement().satisfies(seen -> {
                    assertThat(seen.method()).isEqualTo("POST");
                    assertThat(seen.target()).isEqualTo("/notes;a//b?client_id=x&scope=y");
                    assertThat(seen.headers().get("Api-Token-Subject")).containsExactly(realm.userId(ALICE));
                    assertThat(seen.headers().get("Api-Token-Client")).containsExactly(NOTES);
                    assertThat(seen.headers().get("Api-Token-Scope")).containsExactly("notes:read");
                    assertThat(seen.headers().get("Api-Token-Id")).containsExactly(minted.id());
                    assertThat(seen.headers()).doesNotContainKeys("Authorization", "Api-authorization");
                });
            }
            assertThat(proxy.logs()).doesNotContain(minted.secret(), NOTES_API_SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingElsePasses(Kind kind) {
        String without = alice.mint("without the scope", "notes:write").secret();
        Minted revoked = alice.mint("revoked", "notes:read");
        try (ProxyUnderTest proxy = start(kind)) {
            assertThat(proxy.send("GET", "/", bearer(revoked.secret()), "").status())
                    .isEqualTo(200);
            alice.delete("/" + revoked.id());
            api.seen();
            RawHttp.Answer ended = proxy.send("GET", "/", bearer(revoked.secret()), "");
            assertThat(ended.status()).as("at once").isEqualTo(401);
            assertThat(ended.head()).containsIgnoringCase("WWW-Authenticate: Bearer");
            assertThat(proxy.send("GET", "/", bearer(without), "").status()).isEqualTo(403);
            for (String method : List.of("GET", "OPTIONS", "HEAD", "POST", "PROPFIND")) {
                assertThat(proxy.send(method, "/", List.of(), "").status()).isEqualTo(401);
                assertThat(proxy.send(method, "/", bearer("junk"), "").status()).isEqualTo(401);
            }
            assertThat(api.seen()).isEmpty();
            assertThat(proxy.logs()).doesNotContain(revoked.secret(), without);
        }
    }

    /** Headers that the proxy sets must be its own. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void endClientCannotSpeakForTheProxy(Kind kind) {
        Minted minted = alice.mint("honest", "notes:read");
        String elsewhere = alice.mint("for another API", new String[0]).secret();
        List<String> spoofed = List.of(
                "Api-Token-Subject: admin",
                "Api-Token-Scope: everything",
                "Api-Token-Id: x",
                "Api-Token-Client: x",
                "Api-Token-Other: x",
                "Api-Authorization: " + ForwardAuth.basic("notes-gateway", "notes-gateway-demo-secret"),
                "X-Original-URI: /realms/master",
                "X-Forwarded-Uri: /realms/master");
        try (ProxyUnderTest proxy = start(kind)) {
            List<String> honest = new ArrayList<>(bearer(minted.secret()));
            honest.addAll(spoofed);
            assertThat(proxy.send("GET", "/", honest, "").status()).isEqualTo(200);
            assertThat(api.seen()).singleElement().satisfies(seen -> {
                assertThat(seen.headers().get("Api-Token-Subject")).containsExactly(realm.userId(ALICE));
                assertThat(seen.headers().get("Api-Token-Scope")).containsExactly("notes:read");
                assertThat(seen.headers().get("Api-Token-Id")).containsExactly(minted.id());
            });
            List<String> stolen = new ArrayList<>(bearer(elsewhere));
            stolen.addAll(spoofed);
            assertThat(proxy.send("GET", "/?client_id=notes-gateway", stolen, "")
                            .status())
                    .isEqualTo(401);
            assertThat(api.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingPassesWithAWrongSecretOfTheApiAndNobodyIsToldThatTheTokenIsWrong(Kind kind) {
        String secret = alice.mint("valid", "notes:read").secret();
        try (ProxyUnderTest proxy = start(kind, keycloak.url(), "wrong")) {
            assertThat(proxy.send("GET", "/", bearer(secret), "").status()).isIn(400, 500, 503);
            assertThat(api.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingPassesWithoutKeycloak(Kind kind) {
        String secret = alice.mint("valid", "notes:read").secret();
        try (ProxyUnderTest proxy = start(kind, "http://127.0.0.1:1", NOTES_API_SECRET)) {
            assertThat(proxy.send("GET", "/", bearer(secret), "").status()).isBetween(500, 504);
            assertThat(api.seen()).isEmpty();
        }
    }

    private static List<String> bearer(String token) {
        return List.of("Authorization: Bearer " + token);
    }
}
