package io.apitokens.keycloak.tests.policy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests each rule about new secrets at each endpoint that returns one, with the rule set for the realm, the client and
 * both.
 */
@IntegrationTest
class PolicyDoorsIT {

    private static final String CLI = "test-cli";
    private static final String API_TOKEN = "urn:apitokens:token-type:api-token";
    private static final String LABEL = "another";

    private final TestRealm realm;
    private AccountApi alice;
    private String loginOfTheCli;
    private Instant loggedIn;
    private Minted before;

    PolicyDoorsIT(TestRealm realm) {
        this.realm = realm;
        realm.addTokenClient(CLI, "notes:read", "notes:write");
        realm.allowMintingExchange(CLI);
        RoleRepresentation role = new RoleRepresentation();
        role.setName("token minter");
        realm.admin().roles().create(role);
    }

    @BeforeEach
    void oneTokenAndNoPolicy() {
        write("", "");
        realm.account(ALICE).revokeAll();
        alice = realm.account(ALICE);
        loginOfTheCli = realm.accessToken(CLI, ALICE, "openid notes:read notes:write");
        loggedIn = Instant.now();
        before =
                AccountApi.minted(alice.post(body().put("label", "there before").put("clientId", CLI)));
    }

    static Stream<Arguments> rulesDoorsAndPlaces() {
        return rulesAndDoors().flatMap(rule -> Arrays.stream(Place.values())
                .map(place -> Arguments.of(rule.get()[0], rule.get()[1], place)));
    }

    static Stream<Arguments> rulesAndDoors() {
        return Arrays.stream(Rule.values())
                .flatMap(rule ->
                        Arrays.stream(Door.values()).filter(rule::holdsAt).map(door -> Arguments.of(rule, door)));
    }

    @ParameterizedTest
    @MethodSource("rulesDoorsAndPlaces")
    void stricterOfRealmAndClientRefusesWithAPreciseErrorAndChangesNothing(Rule rule, Door door, Place place) {
        if (rule == Rule.MAX_AUTHENTICATION_AGE) {
            await().until(() -> Instant.now().isAfter(loggedIn.plusSeconds(2)));
        }
        write(place.strictOfRealm ? rule.strict : rule.lax, place.strictOfClient ? rule.strict : rule.lax);
        Answer answer = ask(door, rule);
        if (door == Door.TOKEN_ENDPOINT) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.json())
                    .hasToString("{\"error\":\"%s\",\"error_description\":\"%s\"}"
                            .formatted(rule.refusal.oauthError(), rule.named(rule.refusal.oauthDescription(), place)));
        } else {
            assertThat(answer.status()).as(answer.body()).isEqualTo(rule.refusal.status());
            assertThat(answer.json().path("errorMessage").asText()).isEqualTo(rule.named(rule.refusal.error(), place));
            assertThat(answer.json().path("field").asText(null)).isEqualTo(rule.refusal.field());
        }
        assertThat(alice.labels("?status=active")).containsExactly("there before");
        assertThat(alice.get("/" + before.id()).json().has("rotation")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("rulesAndDoors")
    void mintingThatRealmAndClientAllowSucceeds(Rule rule, Door door) {
        write(rule.lax, rule.lax);
        Answer answer = ask(door, rule);
        assertThat(answer.status()).as(answer.body()).isEqualTo(door.success);
        MintedSecrets.remember(answer.json().path(door.secret).asText());
        assertThat(alice.labels("?status=active"))
                .hasSize(door == Door.ROTATION ? 1 : 2)
                .contains(door == Door.ROTATION ? "there before" : LABEL);
    }

    @Test
    void ruleThatCannotBeUnderstoodIsNoPermissionAtTheTokenEndpoint() {
        for (String attribute : new String[] {"api.tokens.max.lifetime", "api.tokens.exchange.enabled"}) {
            write("", "");
            realm.changeRealm(settings -> settings.getAttributes().put(attribute, "perhaps"));
            Answer answer = ask(Door.TOKEN_ENDPOINT, Rule.MINTING_ENABLED);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.json())
                    .hasToString("{\"error\":\"invalid_request\",\"error_description\":\"apiTokenPolicyInvalid\"}");
        }
        assertThat(alice.labels("?status=active")).containsExactly("there before");
    }

    private Answer ask(Door door, Rule rule) {
        return switch (door) {
            case ACCOUNT -> alice.post(wish(rule));
            case ADMIN -> realm.apiTokensAdmin().post("", wish(rule).put("userId", realm.userId(ALICE)));
            case ROTATION -> alice.post("/" + before.id() + "/rotate", "{}");
            case TOKEN_ENDPOINT -> {
                Map<String, String> parameters = new HashMap<>(rule.parameters);
                parameters.put("requested_token_type", API_TOKEN);
                parameters.put("api_token_label", LABEL);
                yield realm.publicExchange(CLI).of(loginOfTheCli, parameters);
            }
        };
    }

    private static ObjectNode wish(Rule rule) {
        ObjectNode wish = body().put("label", LABEL).put("clientId", CLI);
        if (rule.parameters.containsKey("api_token_lifetime")) {
            wish.put("lifetime", Long.valueOf(rule.parameters.get("api_token_lifetime")));
        }
        if (rule.parameters.containsKey("scope")) {
            wish.putArray("scopes").add(rule.parameters.get("scope"));
        }
        return wish;
    }

    private void write(String ruleOfRealm, String ruleOfClient) {
        realm.apiTokensAdmin()
                .setPolicy("{\"exchangeEnabled\":true" + (ruleOfRealm.isEmpty() ? "" : "," + ruleOfRealm) + "}");
        realm.apiTokensAdmin().setPolicy(realm.clientId(CLI), "{" + ruleOfClient + "}");
    }

    /** The doors that return a secret. */
    private enum Door {
        ACCOUNT(201, "secret"),
        ADMIN(201, "secret"),
        ROTATION(200, "secret"),
        TOKEN_ENDPOINT(200, "access_token");

        private final int success;
        private final String secret;

        Door(int success, String secret) {
            this.success = success;
            this.secret = secret;
        }
    }

    /** The place of the strict rule. The other place has a laxer rule. */
    private enum Place {
        REALM(true, false),
        CLIENT(false, true),
        BOTH(true, true);

        private final boolean strictOfRealm;
        private final boolean strictOfClient;

        Place(boolean strictOfRealm, boolean strictOfClient) {
            this.strictOfRealm = strictOfRealm;
            this.strictOfClient = strictOfClient;
        }
    }

    /** A rule that refuses the request, a laxer one that permits it, and the refusal. */
    private enum Rule {
        MINTING_ENABLED(
                "\"mintingEnabled\":false",
                "\"mintingEnabled\":true",
                Map.of(),
                new Refusal(403, "apiTokenMintingDisabled", null, "invalid_request", "apiTokenMintingDisabled")),
        REQUIRED_ROLE(
                "\"requiredRole\":\"token minter\"",
                "\"requiredRole\":\"notes-api.write\"",
                Map.of(),
                new Refusal(403, "apiTokenRoleRequired", null, "invalid_request", "apiTokenRoleRequired")),
        MAX_AUTHENTICATION_AGE(
                "\"maxAuthenticationAge\":1",
                "\"maxAuthenticationAge\":3600",
                Map.of(),
                new Refusal(
                        401,
                        "apiTokenLoginRequired",
                        null,
                        "invalid_request",
                        "The user's authentication is older than 1 seconds")),
        MAX_LIFETIME(
                "\"maxLifetime\":3600",
                "\"maxLifetime\":7200",
                Map.of("api_token_lifetime", "7200"),
                new Refusal(
                        400,
                        "apiTokenLifetimeTooLong",
                        "lifetime",
                        "invalid_request",
                        "api_token_lifetime: apiTokenLifetimeTooLong")),
        NON_EXPIRING_ALLOWED(
                "\"nonExpiringAllowed\":false",
                "\"nonExpiringAllowed\":true",
                Map.of(),
                new Refusal(
                        400,
                        "apiTokenExpiresRequired",
                        "expiresTimestamp",
                        "invalid_request",
                        "api_token_lifetime: apiTokenExpiresRequired")),
        MAX_ACTIVE(
                "\"maxActive\":1",
                "\"maxActive\":2",
                Map.of(),
                new Refusal(409, "apiTokenLimitReached", null, "invalid_request", "apiTokenLimitReached")),
        FORBIDDEN_SCOPES(
                "\"forbiddenScopes\":[\"notes:write\"]",
                "\"forbiddenScopes\":[\"notes:read\"]",
                Map.of("scope", "notes:write"),
                new Refusal(400, "apiTokenScopeInvalid", "scopes", "invalid_scope", "Invalid scopes: notes:write"));

        private final String strict;
        private final String lax;
        private final Map<String, String> parameters;
        private final Refusal refusal;

        Rule(String strict, String lax, Map<String, String> parameters, Refusal refusal) {
            this.strict = strict;
            this.lax = lax;
            this.parameters = parameters;
            this.refusal = refusal;
        }

        /**
         * An admin needs neither the role nor a fresh login. A rotation keeps expiry, scopes and the number of API
         * tokens.
         */
        boolean holdsAt(Door door) {
            boolean ofWhoAsks = this == REQUIRED_ROLE || this == MAX_AUTHENTICATION_AGE;
            return switch (door) {
                case ADMIN -> !ofWhoAsks;
                case ROTATION -> ofWhoAsks || this == MINTING_ENABLED;
                case ACCOUNT, TOKEN_ENDPOINT -> true;
            };
        }

        /** The limit of a client has its own error. */
        String named(String error, Place place) {
            return place == Place.CLIENT ? error.replace("LimitReached", "LimitOfClientReached") : error;
        }

        /** The refusals of REST and of the token endpoint. */
        private record Refusal(int status, String error, String field, String oauthError, String oauthDescription) {}
    }
}
