package io.apitokens.keycloak.tests.doors;

import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests law 8: API tokens do not breed, and derived tokens do not either. */
@IntegrationTest
class BreedingIT {

    private final TestRealm realm;
    private final Exchange gateway;
    private Minted minted;
    private Tokens tokens;

    BreedingIT(TestRealm realm) {
        this.realm = realm;
        this.gateway = realm.exchange();
    }

    private enum Bearer {
        API_TOKEN,
        JWT,
        REFRESHED_JWT,
        SECOND_JWT,
        REFRESH_TOKEN
    }

    @BeforeAll
    void mintOneThatMayManageTheAccount() {
        realm.addAccountScope(NOTES, GATEWAY);
        realm.changeRealm(settings -> settings.getAttributes().put("api.tokens.exchange.enabled", "true"));
        minted = realm.account(ALICE).mint("parent");
        realm.changeClient(GATEWAY, client -> client.getAttributes().put("api.tokens.enabled", "true"));
        tokens = gateway.withRefreshToken(minted.secret());
        Jwt jwt = Jwt.parse(tokens.jwt());
        assertThat(jwt.audience()).contains("account");
        assertThat(jwt.roles("account")).contains("view-profile").doesNotContain("manage-account");
    }

    @ParameterizedTest
    @EnumSource
    void cannotManageApiTokens(Bearer bearer) {
        AccountApi api = realm.accountWith(token(bearer));
        String child = AccountApi.body().put("label", "child").toString();
        for (Answer answer : List.of(
                api.post(child),
                api.get(""),
                api.get("/options"),
                api.get("/" + minted.id()),
                api.put(minted.id(), child),
                api.delete("/" + minted.id()),
                api.revokeAll())) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        }
        assertThat(realm.account(ALICE).labels("")).containsExactly("parent");
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        if (bearer != Bearer.REFRESH_TOKEN) {
            EventRepresentation event = realm.admin()
                    .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, 0, 1)
                    .get(0);
            assertThat(event.getError()).isEqualTo("not_allowed");
            assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
            assertThat(event.getDetails()).containsEntry("api_token_id", minted.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void cannotBeExchangedForApiTokens(Bearer bearer) {
        Answer answer = gateway.of(
                token(bearer),
                Map.of("requested_token_type", "urn:apitokens:token-type:api-token", "api_token_label", "child"));
        assertThat(answer.status()).as(answer.body()).isIn(400, 403);
        assertThat(realm.account(ALICE).labels("")).containsExactly("parent");
        assertThat(realm.admin()
                        .getEvents(List.of("TOKEN_EXCHANGE_ERROR"), null, null, null, null, null, 0, 1)
                        .get(0)
                        .getError())
                .isIn("not_allowed", "invalid_token");
    }

    @ParameterizedTest
    @EnumSource
    void cannotReachTheAccountsPasswordPages(Bearer bearer) {
        Answer answer = Http.send(Http.to(realm.url()
                        + "/protocol/openid-connect/auth?client_id=account-console&response_type=code&scope=openid"
                        + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                        + "&kc_action=UPDATE_PASSWORD&redirect_uri=" + Http.encode(realm.url() + "/account/"))
                .header("Authorization", "Bearer " + token(bearer))
                .GET());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("kc-form-login").doesNotContain("password-new");
    }

    @Test
    void canLookAtItselfAndEndItself(TestRealm own) {
        String secret = own.account(ALICE).mint("itself").secret();
        assertThat(own.accountWith(secret).get("/self").status()).isEqualTo(200);
        assertThat(own.accountWith(secret).delete("/self").status()).isEqualTo(200);
    }

    private String token(Bearer bearer) {
        return switch (bearer) {
            case API_TOKEN -> minted.secret();
            case JWT -> tokens.jwt();
            case REFRESHED_JWT -> accessToken(gateway.refresh(tokens.refreshToken()));
            case SECOND_JWT -> accessToken(gateway.of(tokens.jwt()));
            case REFRESH_TOKEN -> tokens.refreshToken();
        };
    }

    private static String accessToken(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }
}
