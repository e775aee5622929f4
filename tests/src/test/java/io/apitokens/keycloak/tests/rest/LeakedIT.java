package io.apitokens.keycloak.tests.rest;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests reports of leaked secrets. Each test has a realm, and so a limit, of its own. */
@IntegrationTest
class LeakedIT {

    private static final String UNKNOWN = "kcat_00000000000000000000000000000000000000000000u2SrQ";

    @Test
    void reportedTokensEndWhoeverTheyBelongTo(TestRealm realm) {
        Minted alices = realm.account(ALICE).mint("alice's");
        Minted bobs = realm.account(BOB).mint("bob's");
        Minted kept = realm.account(ALICE).mint("kept");
        assertAccepted(report(realm, alices.secret(), bobs.secret(), UNKNOWN, "junk", ""));
        assertThat(realm.introspection().isActive(alices.secret())).isFalse();
        assertThat(realm.introspection().isActive(bobs.secret())).isFalse();
        assertThat(realm.introspection().isActive(kept.secret())).isTrue();
        assertThat(realm.account(BOB)
                        .get("/" + bobs.id())
                        .json()
                        .get("revokedReason")
                        .asText())
                .isEqualTo("leaked");
    }

    /** All forms are in one report, because the number of reports is limited. */
    @Test
    void charactersOfScannersAroundASecretAreIgnored(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        List<String> forms = List.of(
                "%s\n",
                "\r\n%s\r\n",
                " \t%s\t ",
                "\u00A0%s\u2003",
                "\uFEFF%s\u200B",
                "\u2028%s\u3000",
                "Bearer %s",
                "bearer\t%s\n",
                " BEARER \u00A0 %s",
                "\"%s\"",
                "'Bearer %s'",
                "Authorization: Bearer %s\r\n",
                "authorization:bearer `%s`");
        List<Minted> minted = IntStream.range(0, forms.size())
                .mapToObj(i -> alice.mint("form " + i))
                .toList();
        assertAccepted(report(
                realm,
                IntStream.range(0, forms.size())
                        .mapToObj(i -> forms.get(i).formatted(minted.get(i).secret()))
                        .toArray(String[]::new)));
        assertThat(alice.labels("?status=active")).isEmpty();
    }

    @Test
    void stringThatIsNotASecretEndsNothing(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("kept");
        String secret = minted.secret();
        String halves = secret.substring(0, 20) + "\n" + secret.substring(20);
        assertAccepted(report(realm, secret + "x", "x" + secret, "Bearer" + secret, "Basic " + secret, halves));
        assertThat(realm.introspection().isActive(secret)).isTrue();
    }

    @Test
    void answerTellsNothingAboutWhatWasReported(TestRealm realm, TestRealm other) {
        String active = realm.account(ALICE).mint("active").secret();
        String foreign = other.account(ALICE).mint("elsewhere").secret();
        Answer first = report(realm, active);
        for (Answer answer :
                List.of(report(realm, active), report(realm, UNKNOWN), report(realm, foreign), report(realm))) {
            assertThat(answer.status()).isEqualTo(first.status());
            assertThat(answer.response().headers().map())
                    .isEqualTo(first.response().headers().map());
            assertThat(answer.body()).isEqualTo(first.body());
        }
        assertThat(other.introspection().isActive(foreign)).isTrue();
    }

    @Test
    void reportLeavesAnEventForTheUser(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("leaked");
        report(realm, minted.secret());
        List<EventRepresentation> events =
                realm.admin().getEvents(List.of("REMOVE_CREDENTIAL"), null, null, null, null, null, null, null);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
            assertThat(event.getIpAddress()).isNotEmpty();
            assertThat(event.getDetails()).containsEntry("reason", "leaked").containsEntry("api_token_id", minted.id());
            assertThat(event.getDetails().toString()).doesNotContain(minted.secret());
        });
    }

    @Test
    void invalidReportIsRefused(TestRealm realm) {
        for (String body : List.of("{}", "[]", "{\"secrets\":\"x\"}", "{\"tokens\":[]}", "")) {
            assertThat(post(realm, body).status()).as(body).isEqualTo(400);
        }
        assertThat(report(realm, Collections.nCopies(101, UNKNOWN).toArray(String[]::new))
                        .status())
                .isEqualTo(400);
        assertThat(post(realm, "{\"secrets\":[\"" + "x".repeat(17_000) + "\"]}").status())
                .isEqualTo(413);
        assertAccepted(report(realm, Collections.nCopies(100, UNKNOWN).toArray(String[]::new)));
    }

    @Test
    void addressIsLimitedToTenReportsAMinute(TestRealm realm) {
        String secret = realm.account(ALICE).mint("spared").secret();
        // The count restarts with each minute: of 21 reports, at least one is refused.
        List<Integer> statuses =
                IntStream.range(0, 21).mapToObj(i -> report(realm).status()).toList();
        assertThat(statuses.subList(0, 10)).containsOnly(202);
        assertThat(statuses).contains(429);
        assertThat(realm.introspection().isActive(secret)).isTrue();
    }

    private static void assertAccepted(Answer answer) {
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    private static Answer report(TestRealm realm, String... secrets) {
        return post(
                realm,
                new ObjectMapper().valueToTree(Map.of("secrets", secrets)).toString());
    }

    private static Answer post(TestRealm realm, String body) {
        return Http.send(Http.to(realm.url() + "/api-tokens/leaked")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }
}
