package io.apitokens.keycloak.tests.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.endpoint.Diagnosis;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Admins learn why an API refuses a token: each reason of the verifier and of the audience check. */
@IntegrationTest
class DiagnosisIT {

    private final KeycloakUnderTest keycloak;
    private final TestRealm shared;

    DiagnosisIT(KeycloakUnderTest keycloak, TestRealm shared) {
        this.keycloak = keycloak;
        this.shared = shared;
    }

    @Test
    void everyStepOfATokenThatTheApiAcceptsIsPassed() {
        Minted minted = shared.account(ALICE).mint("accepted");
        AdminApi admin = shared.apiTokensAdmin();
        Diagnosis diagnosis = Diagnosis.of(
                admin,
                Diagnosis.request(NOTES_API).put("token", minted.secret()).put("scope", "notes:read"));
        assertThat(diagnosis.json().get("accepted").asBoolean()).isTrue();
        assertThat(diagnosis.json().at("/apiToken/id").asText()).isEqualTo(minted.id());
        assertThat(diagnosis.outcomes()).hasSize(8).containsOnly("passed");
        assertThat(Diagnosis.ofId(admin, minted.id(), NOTES_API).outcomes())
                .hasSize(7)
                .containsOnly("passed");
    }

    static Stream<Arguments> refusals() {
        Map<String, BiFunction<KeycloakUnderTest, TestRealm, Minted>> refusals = new LinkedHashMap<>();
        refusals.put("2 realm realm_disabled enable_realm", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeRealm(settings -> settings.setEnabled(false));
            return minted;
        });
        refusals.put("3 state revoked mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.account(ALICE).delete("/" + minted.id());
            return minted;
        });
        refusals.put("3 state expired mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            keycloak.database()
                    .update("update API_TOKEN set EXPIRES_TIMESTAMP = 1 where ID = '%s'".formatted(minted.id()));
            return minted;
        });
        refusals.put("3 state rotated use_new_secret", (keycloak, realm) -> {
            Minted minted = mint(realm);
            rotate(realm, minted);
            return minted;
        });
        refusals.put("3 state not_before mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeRealm(settings -> settings.setNotBefore(inAnHour()));
            return minted;
        });
        refusals.put("4 client client_not_found mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            keycloak.database()
                    .update("update API_TOKEN set CLIENT_ID = 'gone' where ID = '%s'".formatted(minted.id()));
            return minted;
        });
        refusals.put("4 client client_disabled enable_client", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeClient(NOTES, client -> client.setEnabled(false));
            return minted;
        });
        refusals.put("4 client no_token_client enable_token_client", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeClient(NOTES, client -> client.getAttributes().put("api.tokens.enabled", "false"));
            return minted;
        });
        refusals.put("4 client not_before mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeClient(NOTES, client -> client.setNotBefore(inAnHour()));
            return minted;
        });
        refusals.put("5 user user_not_found mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            keycloak.database().update("update API_TOKEN set USER_ID = 'gone' where ID = '%s'".formatted(minted.id()));
            return minted;
        });
        refusals.put("5 user user_disabled enable_user", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeUser(ALICE, user -> user.setEnabled(false));
            return minted;
        });
        refusals.put("5 user service_account_disabled enable_service_account", (keycloak, realm) -> {
            realm.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(true));
            String account = realm.client(GATEWAY).getServiceAccountUser().getId();
            Minted minted = AccountApi.minted(realm.apiTokensAdmin()
                    .post(
                            "",
                            body().put("userId", account).put("label", "robot").put("clientId", NOTES)));
            realm.changeClient(GATEWAY, client -> client.setEnabled(false));
            return minted;
        });
        refusals.put("5 user not_before mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            keycloak.control()
                    .whileAhead(Duration.ofSeconds(2), () -> realm.user(ALICE).logout());
            return minted;
        });
        refusals.put("6 api api_disabled enable_api", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeClient(NOTES_API, client -> client.setEnabled(false));
            return minted;
        });
        refusals.put("6 api api_public make_api_confidential", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.changeClient(NOTES_API, client -> client.setPublicClient(true));
            return minted;
        });
        refusals.put("7 audience not_in_audience give_role", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.removeNotesRole(ALICE, "read");
            realm.removeNotesRole(ALICE, "write");
            return minted;
        });
        refusals.put("7 audience not_in_audience mint_with_scope", (keycloak, realm) -> realm.account(ALICE)
                .mint("nothing", new String[0]));
        refusals.put("7 audience not_in_audience give_any_role", (keycloak, realm) -> {
            realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
            Minted minted = mint(realm);
            realm.removeNotesRole(ALICE, "read");
            realm.removeNotesRole(ALICE, "write");
            return minted;
        });
        refusals.put("7 audience not_in_audience map_audience", (keycloak, realm) -> {
            Minted minted = mint(realm);
            realm.client(NOTES).removeOptionalClientScope(realm.scopeId("notes:read"));
            realm.client(NOTES).removeOptionalClientScope(realm.scopeId("notes:write"));
            return minted;
        });
        return refusals.entrySet().stream()
                .map(refusal -> Arguments.of(refusal.getKey(), Named.of("token", refusal.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void firstStepThatFailsHasReasonAndRemedy(
            String refusal, BiFunction<KeycloakUnderTest, TestRealm, Minted> prepared, TestRealm realm) {
        Minted minted = prepared.apply(keycloak, realm);
        Diagnosis diagnosis = Diagnosis.ofToken(realm.apiTokensAdmin(), minted.secret(), NOTES_API);
        assertThat(diagnosis.refusal()).isEqualTo(refusal);
        assertThat(diagnosis.json().get("accepted").asBoolean()).isFalse();
        int failed = diagnosis.outcomes().indexOf("failed");
        assertThat(diagnosis.outcomes().subList(0, failed)).allMatch("passed"::equals);
        assertThat(diagnosis.outcomes().subList(failed + 1, diagnosis.outcomes().size()))
                .allMatch("skipped"::equals);
        if (!refusal.contains("rotated")) {
            assertThat(Diagnosis.ofId(realm.apiTokensAdmin(), minted.id(), NOTES_API)
                            .refusal())
                    .isEqualTo(refusal);
        }
    }

    @Test
    void apiThatKeycloakLetsIntrospectWithoutTheAudienceIsAccepted(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("nothing", new String[0]);
        realm.changeClient(NOTES_API, client -> client.getAttributes()
                .put("allow.token.introspection.without.audience.check", "true"));
        boolean isActive = realm.introspection().isActive(minted.secret());
        assertThat(Diagnosis.ofToken(realm.apiTokensAdmin(), minted.secret(), NOTES_API)
                        .json()
                        .get("accepted")
                        .asBoolean())
                .isEqualTo(isActive);
    }

    @ParameterizedTest
    @CsvSource({
        "notes:read, 8 scope scope_not_granted mint_with_scope",
        "unknown, 8 scope scope_not_offered offer_scope",
        "notes:write, 8 scope scope_not_permitted give_role"
    })
    void missingScopeIsTheLastStep(String scope, String refusal, TestRealm realm) {
        realm.addAudience(NOTES, NOTES_API);
        Minted minted = realm.account(BOB).mint("nothing", new String[0]);
        Diagnosis diagnosis = Diagnosis.of(
                realm.apiTokensAdmin(),
                Diagnosis.request(NOTES_API).put("token", minted.secret()).put("scope", scope));
        assertThat(diagnosis.refusal()).isEqualTo(refusal);
    }

    @Test
    void scopeThatThePolicyForbidsIsNamed(TestRealm realm) {
        Minted minted = mint(realm);
        realm.apiTokensAdmin().setPolicy("{\"forbiddenScopes\":[\"notes:write\"]}");
        assertThat(Diagnosis.of(
                                realm.apiTokensAdmin(),
                                Diagnosis.request(NOTES_API)
                                        .put("token", minted.secret())
                                        .put("scope", "notes:write"))
                        .refusal())
                .isEqualTo("8 scope scope_forbidden allow_scope");
    }

    static Stream<Arguments> jwtRefusals() {
        Map<String, BiFunction<KeycloakUnderTest, TestRealm, String>> refusals = new LinkedHashMap<>();
        refusals.put("accepted", (keycloak, realm) -> jwt(realm, mint(realm)));
        refusals.put("3 state revoked mint", (keycloak, realm) -> {
            Minted minted = mint(realm);
            String jwt = jwt(realm, minted);
            realm.account(ALICE).delete("/" + minted.id());
            return jwt;
        });
        refusals.put("3 state rotated use_new_secret", (keycloak, realm) -> {
            Minted minted = mint(realm);
            String jwt = jwt(realm, minted);
            rotate(realm, minted);
            return jwt;
        });
        refusals.put("6 jwt jwt_invalid exchange_again", (keycloak, realm) -> {
            String jwt = jwt(realm, mint(realm));
            return jwt.substring(0, jwt.lastIndexOf('.') + 1) + "AAAA";
        });
        refusals.put("6 jwt jwt_expired exchange_again", (keycloak, realm) -> {
            realm.changeRealm(settings -> settings.setAccessTokenLifespan(1));
            String jwt = jwt(realm, mint(realm));
            // Less than half of the time for which the access token of the server's admin is still valid.
            keycloak.control().setClock(Duration.ofSeconds(10));
            return jwt;
        });
        refusals.put("6 jwt jwt_revoked exchange_again", (keycloak, realm) -> {
            String jwt = jwt(realm, mint(realm));
            realm.changeClient(GATEWAY, client -> client.setNotBefore(inAnHour()));
            return jwt;
        });
        refusals.put("6 jwt session_ended exchange_again", (keycloak, realm) -> {
            Minted minted = mint(realm);
            String jwt = jwt(realm, minted);
            realm.admin().deleteSession(minted.sessionId(), false);
            return jwt;
        });
        refusals.put("7 api api_disabled enable_api", (keycloak, realm) -> {
            String jwt = jwt(realm, mint(realm));
            realm.changeClient(NOTES_API, client -> client.setEnabled(false));
            return jwt;
        });
        refusals.put("8 audience not_in_audience exchange_for_api", (keycloak, realm) -> {
            Minted minted = realm.account(ALICE).mint("nothing", new String[0]);
            return jwt(realm, minted);
        });
        return refusals.entrySet().stream()
                .map(refusal -> Arguments.of(refusal.getKey(), Named.of("jwt", refusal.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jwtRefusals")
    void derivedJwtIsCheckedAsKeycloakDoes(
            String refusal, BiFunction<KeycloakUnderTest, TestRealm, String> prepared, TestRealm realm) {
        String jwt = prepared.apply(keycloak, realm);
        try {
            assertThat(Diagnosis.ofToken(realm.apiTokensAdmin(), jwt, NOTES_API).refusal())
                    .isEqualTo(refusal);
        } finally {
            keycloak.control().setClock(Duration.ZERO);
        }
    }

    @Test
    void scopeOfADerivedJwtIsItsOwn(TestRealm realm) {
        String jwt = realm.exchange()
                .of(mint(realm).secret(), Map.of("scope", "notes:read"))
                .json()
                .get("access_token")
                .asText();
        assertThat(Diagnosis.of(
                                realm.apiTokensAdmin(),
                                Diagnosis.request(NOTES_API).put("token", jwt).put("scope", "notes:write"))
                        .refusal())
                .isEqualTo("9 scope scope_missing exchange_with_scope");
    }

    @ParameterizedTest
    @CsvSource({
        "kcat_00000000000000000000000000000000000000000000u2SrQ, 1 token unknown check_secret",
        "kcat_, 1 token malformed copy_again",
        "kcat_\u0000, 1 token malformed copy_again",
        "😀, 1 token malformed copy_again",
        "eyJhbGciOiJub25lIn0.e30., 1 token other_jwt use_api_token",
        "eyJhbGciOiJub25lIn0.W10., 1 token malformed copy_again"
    })
    void junkFailsTheFirstStep(String token, String refusal) {
        Diagnosis diagnosis = Diagnosis.ofToken(shared.apiTokensAdmin(), token, NOTES_API);
        assertThat(diagnosis.refusal()).isEqualTo(refusal);
        assertThat(diagnosis.json().has("apiToken")).isFalse();
    }

    @Test
    void refreshTokenAndJwtOfALoginAreNoAccessTokensOfAnApiToken(TestRealm realm) {
        Tokens tokens = realm.exchange().withRefreshToken(mint(realm).secret());
        for (String jwt : List.of(tokens.refreshToken(), realm.accessToken(CAROL))) {
            assertThat(Diagnosis.ofToken(realm.apiTokensAdmin(), jwt, NOTES_API).refusal())
                    .isEqualTo("1 token other_jwt use_api_token");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"api\":\"notes-api\"}', token",
        "'{\"token\":\" \",\"api\":\"notes-api\"}', token",
        "'{\"token\":\"x\",\"id\":\"y\",\"api\":\"notes-api\"}', id",
        "'{\"token\":\"x\"}', api",
        "'{\"token\":\"x\",\"api\":\" \"}', api",
        "'{\"token\":\"x\",\"api\":\"nobody\"}', api",
        "'{\"token\":\"x\",\"api\":\"\\u0000\"}', api",
        "'{\"token\":\"x\",\"api\":\"notes-api\",\"scope\":\" \"}', scope",
        "'{\"token\":\"x\",\"api\":\"notes-api\",\"scope\":\"a b\"}', scope",
        "'{\"token\":1,\"api\":\"notes-api\"}', token",
        "'{\"tokens\":\"x\",\"api\":\"notes-api\"}', tokens"
    })
    void wrongInputNamesTheField(String body, String field) {
        var answer = shared.apiTokensAdmin().post("/diagnose", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("field").asText()).isEqualTo(field);
    }

    private static Minted mint(TestRealm realm) {
        return realm.account(ALICE).mint("diagnosed");
    }

    private static void rotate(TestRealm realm, Minted minted) {
        MintedSecrets.remember(realm.account(ALICE)
                .post("/" + minted.id() + "/rotate", "{}")
                .json()
                .get("secret")
                .asText());
    }

    private static String jwt(TestRealm realm, Minted minted) {
        return realm.exchange().of(minted.secret()).json().get("access_token").asText();
    }

    private static int inAnHour() {
        return (int) (System.currentTimeMillis() / 1000 + Duration.ofHours(1).toSeconds());
    }
}
