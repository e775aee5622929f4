package io.apitokens.keycloak.tests;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.Database;
import io.apitokens.keycloak.tests.fixture.Http.Answer;
import io.apitokens.keycloak.tests.fixture.Introspection;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Law 9: the same Keycloak, without the extension and then with it, answers alike about what is no API token. */
class StockBehaviourIT {

    private static final List<String> HINTS =
            List.of("access_token", "refresh_token", "requesting_party_token", "nope");

    @Test
    void lawNineOrdinaryTokensAreIntrospectedAndRevokedAsBefore(@TempDir Path folder) {
        Map<String, String> without;
        List<String> revocationsWithout;
        List<String> tokens;
        TestRealm realm;
        int port;
        Database database = Database.start(folder);
        try (KeycloakUnderTest stock = KeycloakUnderTest.start(folder, database, List.of(), 0)) {
            port = URI.create(stock.url()).getPort();
            realm = TestRealm.create(stock);
            realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
            tokens = ordinaryTokens(realm);
            without = answers(realm.introspection(), tokens);
            revocationsWithout = revocations(realm);
        }
        try (database;
                KeycloakUnderTest extended = KeycloakUnderTest.start(
                        folder, database, Distribution.find().providers(), port)) {
            assertThat(answers(realm.introspection(), tokens)).isEqualTo(without);
            assertThat(revocations(realm)).isEqualTo(revocationsWithout);
            assertThat(extended.database().count("select count(*) from API_TOKEN"))
                    .as("the extension was there")
                    .isZero();
        }
        assertThat(without.values()).anySatisfy(answer -> assertThat(answer).contains("\"active\":true"));
    }

    private static List<String> ordinaryTokens(TestRealm realm) {
        JsonNode reader = realm.tokens(TestRealm.login(NOTES, ALICE, "openid notes:read"));
        return List.of(
                reader.get("access_token").asText(),
                reader.get("refresh_token").asText(),
                reader.get("id_token").asText(),
                realm.accessToken(ALICE),
                "junk",
                "kcat_junk");
    }

    /** By token and hint. */
    private static Map<String, String> answers(Introspection introspection, List<String> tokens) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String token : tokens) {
            answers.put(token, text(introspection.ask(token, Map.of(), "application/json")));
            for (String hint : HINTS) {
                answers.put(
                        token + " " + hint,
                        text(introspection.ask(token, Map.of("token_type_hint", hint), "application/json")));
            }
        }
        return answers;
    }

    /** Of tokens made for this, because they end. */
    private static List<String> revocations(TestRealm realm) {
        JsonNode reader = realm.tokens(TestRealm.login(NOTES, ALICE, "openid notes:read"));
        String access = reader.get("access_token").asText();
        String refresh = reader.get("refresh_token").asText();
        List<String> answers = new ArrayList<>();
        for (String token : List.of(access, access, refresh, refresh, realm.accessToken(ALICE), "junk", "")) {
            answers.add(text(realm.revocation().revoke(token)));
            answers.add("active: " + realm.introspection().isActive(token));
        }
        answers.add(text(realm.revocation().revoke(Map.of())));
        return answers;
    }

    private static String text(Answer answer) {
        return answer.status() + " " + answer.response().headers().map() + " " + answer.body();
    }
}
