package io.apitokens.keycloak.tests.operations;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Introspection;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.authorization.ResourceServerRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests law 9: the same Keycloak, without the extension and then with it, answers alike about all that is no API token.
 */
@Tag("compatibility")
class StockBehaviourIT {

    private static final List<String> HINTS =
            List.of("access_token", "refresh_token", "requesting_party_token", "nope");
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.(eyJ[\\w-]+)\\.[\\w-]+");
    private static final Pattern AUDIENCES = Pattern.compile("(?<=\"aud\":\\[)[^\\]]*");
    private static final Pattern VOLATILE = Pattern.compile(
            "(\"(?:iat|exp|auth_time|jti|sid|session_state|at_hash|expires_in|refresh_expires_in)\"):(?:\"[^\"]*\"|\\d+)");

    @Test
    void law9OrdinaryTokensAreTreatedAsBefore(@TempDir Path folder) {
        Map<String, String> without;
        List<String> revocationsWithout;
        List<String> tokenEndpointWithout;
        List<String> tokens;
        TestRealm realm;
        int port;
        Database database = Database.startEmpty(folder);
        try (KeycloakUnderTest stock = KeycloakUnderTest.start(folder, database, List.of(), 0)) {
            port = URI.create(stock.url()).getPort();
            realm = TestRealm.create(stock);
            // The tokens have to outlive the build and the start of the second server.
            realm.changeRealm(settings -> settings.setAccessTokenLifespan(3600));
            realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
            realm.addAudience(TestRealm.CONSOLE, TestRealm.GATEWAY);
            realm.changeClient(TestRealm.GATEWAY, client -> {
                client.setServiceAccountsEnabled(true);
                client.setAuthorizationServicesEnabled(true);
                client.setAuthorizationSettings(new ResourceServerRepresentation());
            });
            tokens = ordinaryTokens(realm);
            without = answers(realm.introspection(), tokens);
            revocationsWithout = revocations(realm);
            tokenEndpointWithout = tokenEndpoint(realm);
        }
        try (database;
                KeycloakUnderTest extended = KeycloakUnderTest.startAt(port, folder, database)) {
            assertThat(answers(realm.introspection(), tokens)).isEqualTo(without);
            assertThat(revocations(realm)).isEqualTo(revocationsWithout);
            assertThat(tokenEndpoint(realm)).isEqualTo(tokenEndpointWithout);
            assertThat(extended.database().count("select count(*) from API_TOKEN"))
                    .as("the extension was there")
                    .isZero();
        }
        assertThat(tokenEndpointWithout)
                .filteredOn(answer -> answer.startsWith("200"))
                .hasSize(6);
        assertThat(without.values()).anySatisfy(answer -> assertThat(answer).contains("\"active\":true"));
    }

    private static List<String> ordinaryTokens(TestRealm realm) {
        JsonNode reader = realm.tokens(RealmLogins.login(NOTES, ALICE, "openid notes:read"));
        return List.of(
                reader.get("access_token").asText(),
                reader.get("refresh_token").asText(),
                reader.get("id_token").asText(),
                realm.accessToken(ALICE),
                "junk",
                "kcat_junk");
    }

    /** Returns the answers of introspection, by token and hint. */
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

    /** Returns the answers of revocation, for tokens that are made for this, because they end. */
    private static List<String> revocations(TestRealm realm) {
        JsonNode reader = realm.tokens(RealmLogins.login(NOTES, ALICE, "openid notes:read"));
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

    /** Requests a requesting party token by the UMA grant. */
    private static Answer uma(TestRealm realm, String authorization) {
        return Http.send(Http.to(realm.url() + "/protocol/openid-connect/token")
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(Http.form(Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket", "audience", TestRealm.GATEWAY))));
    }

    private static Answer registration(TestRealm realm, String authorization) {
        return Http.send(Http.to(realm.url() + "/clients-registrations/default")
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"clientId\":\"registered\"}")));
    }

    private static String basic(String clientId, String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> tokenEndpoint(TestRealm realm) {
        Exchange gateway = realm.exchange();
        String login = realm.accessToken(ALICE);
        Answer exchanged = gateway.of(login, Map.of("requested_token_type", Exchange.REFRESH_TOKEN));
        List<Answer> answers = List.of(
                exchanged,
                gateway.of(login, Map.of("scope", "notes:read", "audience", NOTES_API)),
                gateway.of(login, Map.of("scope", "nonsense")),
                gateway.of("junk"),
                gateway.of(login, Map.of("requested_token_type", "urn:apitokens:nothing")),
                gateway.refresh(exchanged.json().get("refresh_token").asText()),
                gateway.refresh("junk"),
                realm.userInfo(login),
                realm.userInfo("junk"),
                realm.account("/", login),
                realm.account("/", "junk"),
                uma(realm, "Bearer " + login),
                uma(realm, "Bearer junk"),
                uma(realm, "Bearer"),
                uma(realm, basic(TestRealm.GATEWAY, TestRealm.GATEWAY_SECRET)),
                uma(realm, basic(TestRealm.GATEWAY, "junk")),
                registration(realm, "Bearer " + login),
                registration(realm, "Bearer junk"),
                registration(realm, "Bearer"),
                Http.send(Http.to(realm.url() + "/.well-known/oauth-authorization-server")
                        .GET()));
        return answers.stream()
                .map(StockBehaviourIT::text)
                .map(answer -> JWT.matcher(answer).replaceAll(StockBehaviourIT::claims))
                .map(StockBehaviourIT::sorted)
                .map(answer -> VOLATILE.matcher(answer).replaceAll("$1:-"))
                .toList();
    }

    private static String claims(MatchResult jwt) {
        String claims = new String(Base64.getUrlDecoder().decode(jwt.group(1)), StandardCharsets.UTF_8);
        // A refresh token has another algorithm. This test compares the claims of all tokens.
        return Matcher.quoteReplacement(claims);
    }

    private static String text(Answer answer) {
        return sorted(answer.status() + " " + answer.response().headers().map() + " " + answer.body());
    }

    /** Keycloak keeps audiences in sets, whose order differs from one start to the next. */
    private static String sorted(String text) {
        return AUDIENCES.matcher(text).replaceAll(audiences -> Stream.of(
                        audiences.group().split(","))
                .sorted()
                .toList()
                .toString());
    }
}
