package io.apitokens.keycloak.tests.rest;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Diagnosis;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Admins learn what puts an API into the audience of a token. */
@IntegrationTest
class DiagnosisRemedyIT {

    @Test
    void remedyNamesTheScopesThatKeycloakWouldPutTheApiIntoTheAudienceFor(TestRealm realm) {
        Minted none = realm.account(BOB).mint("none", new String[0]);
        Diagnosis diagnosis = Diagnosis.ofToken(realm.apiTokensAdmin(), none.secret(), NOTES_API);
        assertThat(diagnosis.names("scopes")).as("bob may not write").containsExactly("notes:read");
    }

    @Test
    void remedyNamesTheRolesThatAreMissing(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("diagnosed");
        realm.removeNotesRole(ALICE, "read");
        realm.removeNotesRole(ALICE, "write");
        Diagnosis diagnosis = Diagnosis.ofToken(realm.apiTokensAdmin(), minted.secret(), NOTES_API);
        assertThat(diagnosis.names("roles")).containsExactly("notes-api: read", "notes-api: write");
        assertThat(diagnosis.names("scopes")).containsExactly("notes:read", "notes:write");
    }

    @Test
    void anyRoleOfTheApiIsEnoughForAClientWithFullScope(TestRealm realm) {
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        Minted minted = realm.account(BOB).mint("nothing", new String[0]);
        realm.removeNotesRole(BOB, "read");
        assertThat(Diagnosis.ofToken(realm.apiTokensAdmin(), minted.secret(), NOTES_API)
                        .refusal())
                .isEqualTo("7 audience not_in_audience give_any_role");
        realm.addNotesRole(BOB, "write");
        assertThat(Diagnosis.ofToken(realm.apiTokensAdmin(), minted.secret(), NOTES_API)
                        .outcomes())
                .containsOnly("passed");
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @Test
    void apiWithoutRolesNeedsAMapperEvenIfTheClientHasFullScope(TestRealm realm) {
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        realm.addClient("no-roles", client -> client.setPublicClient(false));
        assertThat(Diagnosis.ofToken(
                                realm.apiTokensAdmin(),
                                realm.account(ALICE).mint("diagnosed").secret(),
                                "no-roles")
                        .refusal())
                .isEqualTo("7 audience not_in_audience map_audience");
    }
}
