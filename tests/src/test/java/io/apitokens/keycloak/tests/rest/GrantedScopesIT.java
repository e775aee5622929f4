package io.apitokens.keycloak.tests.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that REST shows the scopes that introspection returns. */
@IntegrationTest
class GrantedScopesIT {

    private static final String READ = "notes:read";
    private static final String WRITE = "notes:write";
    private static final Set<String> PICKED = Set.of(READ, WRITE);

    static Stream<Arguments> changes() {
        Map<String, Consumer<TestRealm>> changes = new LinkedHashMap<>();
        changes.put("nothing changes", realm -> {});
        changes.put("notes:write becomes a default scope", GrantedScopesIT::makeDefault);
        changes.put("notes:write becomes a default scope that the user may not have", realm -> {
            makeDefault(realm);
            realm.removeNotesRole(ALICE, "write");
        });
        changes.put("notes:write becomes a default scope that is forbidden", realm -> {
            makeDefault(realm);
            forbid(realm);
        });
        changes.put("notes:write is forbidden", GrantedScopesIT::forbid);
        changes.put("the user may not have it", realm -> realm.removeNotesRole(ALICE, "write"));
        changes.put("the client does not offer it", realm -> realm.client(NOTES)
                .removeOptionalClientScope(realm.scopeId(WRITE)));
        changes.put(
                "the realm does not have it",
                realm -> realm.admin().clientScopes().get(realm.scopeId(WRITE)).remove());
        return changes.entrySet().stream().map(change -> Arguments.of(Named.of(change.getKey(), change.getValue())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void areShownAsIntrospectionHasThem(Consumer<TestRealm> change, TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("picked", READ, WRITE);
        change.accept(realm);
        Set<String> introspected = Stream.of(realm.introspection(GATEWAY, GATEWAY_SECRET)
                        .of(minted.secret())
                        .get("scope")
                        .asText()
                        .split(" "))
                .filter(PICKED::contains)
                .collect(Collectors.toSet());
        AdminApi admin = realm.apiTokensAdmin();
        JsonNode inFull = admin.get("/" + minted.id()).json();
        for (JsonNode shown : new JsonNode[] {
            alice.get("/" + minted.id()).json(),
            alice.get("").json().get(0),
            realm.accountWith(minted.secret()).get("/self").json(),
            admin.get("").json().get(0),
            inFull
        }) {
            assertThat(shown.get("scopes")).hasSize(2);
            assertThat(names(shown.get("scopes"), "/granted")).isEqualTo(introspected);
        }
        assertThat(names(inFull.get("allowed"), "")).isEqualTo(introspected);
        for (String scope : introspected) {
            assertThat(admin.get("/count?scope=" + scope).json().asInt()).isEqualTo(1);
        }
    }

    private static Set<String> names(JsonNode scopes, String condition) {
        return StreamSupport.stream(scopes.spliterator(), false)
                .filter(scope -> condition.isEmpty() || scope.at(condition).asBoolean())
                .map(scope -> scope.get("name").asText())
                .filter(PICKED::contains)
                .collect(Collectors.toSet());
    }

    private static void makeDefault(TestRealm realm) {
        realm.client(NOTES).removeOptionalClientScope(realm.scopeId(WRITE));
        realm.client(NOTES).addDefaultClientScope(realm.scopeId(WRITE));
    }

    private static void forbid(TestRealm realm) {
        realm.apiTokensAdmin().setPolicy("{\"forbiddenScopes\":[\"" + WRITE + "\"]}");
    }
}
