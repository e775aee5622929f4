package io.apitokens.keycloak.tests.validators;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise of each recipe for introspection: it requires the scope {@code notes:read}, caches nothing, and refuses
 * requests as RFC 6750, section 3, demands.
 */
final class AppContract {

    private AppContract() {}

    /** @param answer part of the answer to a valid token of alice */
    static void assertKept(TestRealm realm, AppUnderTest app, String answer) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("valid", "notes:read");
        String without = alice.mint("without the scope", "notes:write").secret();
        String ofAnotherApi = alice.mint("for another API", new String[0]).secret();
        assertThat(app.get(minted.secret()).status()).as(app::log).isEqualTo(200);
        assertThat(app.get(minted.secret()).body()).contains(answer);
        assertThat(app.get(without).status()).isEqualTo(403);
        assertThat(app.get(ofAnotherApi).status()).isEqualTo(401);
        Answer junk = app.get("junk");
        assertThat(junk.status()).isEqualTo(401);
        assertThat(junk.header("WWW-Authenticate")).startsWith("Bearer");
        Answer anonymous = app.getWithoutToken();
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).startsWith("Bearer").doesNotContain("error");
        alice.delete("/" + minted.id());
        assertThat(app.get(minted.secret()).status()).as("at once").isEqualTo(401);
        assertThat(app.log()).isNotEmpty().doesNotContain(minted.secret(), without, ofAnotherApi, NOTES_API_SECRET);
    }
}
