package io.apitokens.keycloak.tests.oauth;

import java.util.List;
import java.util.Map;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.Directory;
import io.apitokens.keycloak.tests.fixture.realm.Mappers;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.Evaluations;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that an introspection keeps no evaluation that Keycloak might not repeat. */
@IntegrationTest
@Tag("compatibility")
class KeptEvaluationIT {

    private static final String HARDCODED = "oidc-hardcoded-claim-mapper";

    private final KeycloakUnderTest keycloak;
    private TestRealm realm;
    private Evaluations evaluations;
    private Mappers mappers;

    KeptEvaluationIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @BeforeEach
    void freshRealm(TestRealm fresh) {
        realm = fresh;
        evaluations = new Evaluations(keycloak, realm);
        mappers = new Mappers(realm);
    }

    @Test
    void mapperOfAnotherExtensionIsAskedEachTime() {
        mappers.add("count", "test-counting-mapper", Map.of());
        String secret = mint();
        introspectOften(secret);
        int before = realm.introspection().of(secret).get("count").asInt();
        assertThat(realm.introspection().of(secret).get("count").asInt()).isGreaterThan(before);
        assertThat(evaluations.all()).containsKey("mapper").doesNotContainKey("hit");
    }

    @Test
    void mapperOfTheSessionIsAskedEachTime() {
        mappers.add("session", "oidc-session-state-mapper", Map.of());
        String secret = mint();
        introspectOften(secret);
        JsonNode before = realm.introspection().of(secret).get("session_state");
        assertThat(realm.introspection().of(secret).get("session_state"))
                .isNotNull()
                .isNotEqualTo(before);
        assertThat(evaluations.count("hit")).isZero();
    }

    /** The value of this property is the name of an object that exists for one request. */
    @Test
    void mapperOfAnOddPropertyIsAskedEachTime() {
        mappers.add(
                "groups",
                "oidc-usermodel-property-mapper",
                Map.of("claim.name", "groups", "user.attribute", "groupsStream", "jsonType.label", "String"));
        String secret = mint();
        introspectOften(secret);
        JsonNode before = realm.introspection().of(secret).get("groups");
        assertThat(realm.introspection().of(secret).get("groups")).isNotNull().isNotEqualTo(before);
    }

    /**
     * Keycloak 26.7 queries the composites of a changed role at each use. So a change in the database shows at once,
     * without clearing a cache.
     */
    @Test
    void evaluationThatQueriesTheDatabaseIsNotKept() {
        for (String name : List.of("editor", "proof-reader", "extra")) {
            RoleRepresentation role = new RoleRepresentation();
            role.setName(name);
            realm.admin().roles().create(role);
        }
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        realm.admin().roles().get("editor").addComposites(List.of(role("proof-reader")));
        realm.user(ALICE).roles().realmLevel().add(List.of(role("editor")));
        String secret = mint();
        assertThat(evaluations.reused(secret).toString()).contains("proof-reader");
        realm.admin().roles().get("editor").addComposites(List.of(role("extra")));
        introspectOften(secret);
        assertThat(realm.introspection().of(secret).toString()).contains("proof-reader", "extra");
        keycloak.database()
                .update("delete from COMPOSITE_ROLE where CHILD_ROLE = '"
                        + role("proof-reader").getId() + "'");
        assertThat(realm.introspection().of(secret).toString())
                .contains("extra")
                .doesNotContain("proof-reader");
        assertThat(evaluations.count("sql")).isPositive();
    }

    @Test
    void tokenClientWithoutRolesIsKeptNevertheless() {
        assertThat(realm.client(NOTES).roles().list()).isEmpty();
        assertThat(realm.client(NOTES).toRepresentation().isFullScopeAllowed()).isFalse();
        assertThat(evaluations.reused(mint()).get("active").asBoolean()).isTrue();
    }

    @Test
    void roleOfATokenClientThatHadNoneIsKnown() {
        String secret = mint();
        evaluations.reused(secret);
        RoleRepresentation role = new RoleRepresentation();
        role.setName("first");
        realm.client(NOTES).roles().create(role);
        realm.user(ALICE)
                .roles()
                .clientLevel(realm.clientId(NOTES))
                .add(List.of(realm.client(NOTES).roles().get("first").toRepresentation()));
        assertThat(realm.introspection()
                        .of(secret)
                        .at("/resource_access/notes/roles")
                        .toString())
                .contains("first");
    }

    @Test
    void federatedUserIsEvaluatedEachTime() {
        try (Directory directory = Directory.start()) {
            directory.add("dave");
            directory.federateInto(realm);
            realm.addNotesRoleToAll("read");
            String secret = realm.account("dave").mint("laptop").secret();
            introspectOften(secret);
            assertThat(evaluations.all()).containsKey("user").doesNotContainKey("hit");
        }
    }

    @Test
    void clientWithTheUrlOfTheAdminConsoleIsEvaluatedEachTime() {
        realm.changeClient(NOTES, client -> client.setRootUrl("${authAdminUrl}"));
        introspectOften(mint());
        assertThat(evaluations.all()).containsKey("client").doesNotContainKey("hit");
    }

    /** Keycloak checks the organization that a token names: that it is enabled, and that the user is a member. */
    @Test
    void organizationThatAClaimNamesIsCheckedEachTime() {
        String acme = addOrganization();
        mappers.add("organization", HARDCODED, Map.of("claim.name", "organization", "claim.value", "acme"));
        String secret = mint();
        introspectOften(secret);
        assertThat(realm.introspection().isActive(secret)).isTrue();
        assertThat(evaluations.all()).containsKey("organization").doesNotContainKey("hit");
        realm.admin()
                .organizations()
                .get(acme)
                .members()
                .member(realm.userId(ALICE))
                .delete()
                .close();
        Http.Answer answer = realm.introspection().ask(secret, Map.of(), "application/json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    /** Keycloak disables the users whom an organization manages together with it. */
    @Test
    void userOfADisabledOrganizationIsInactive() {
        String acme = addOrganization();
        keycloak.database()
                .update("update USER_GROUP_MEMBERSHIP set MEMBERSHIP_TYPE = 'MANAGED' where USER_ID = '"
                        + realm.userId(ALICE) + "'");
        realm.admin().clearUserCache();
        String secret = mint();
        evaluations.reused(secret);
        OrganizationRepresentation organization =
                realm.admin().organizations().get(acme).toRepresentation();
        organization.setEnabled(false);
        realm.admin().organizations().get(acme).update(organization).close();
        assertThat(realm.introspection().of(secret)).hasToString("{\"active\":false}");
    }

    @Test
    void answerThatIsTooLargeIsNotKept() {
        mappers.add("large", HARDCODED, Map.of("claim.name", "large", "claim.value", "x".repeat(3_000)));
        for (int i = 0; i < 6; i++) {
            mappers.add("large " + i, HARDCODED, Map.of("claim.name", "large" + i, "claim.value", "x".repeat(3_000)));
        }
        String secret = mint();
        evaluations.until("form", secret);
        introspectOften(secret);
        assertThat(evaluations.count("hit")).isZero();
    }

    /** The JSON would have the member twice, and the second one would win. */
    @Test
    void answerWithAMemberThatAMapperRepeatsIsNotKept() {
        mappers.add("roles", HARDCODED, Map.of("claim.name", "resource_access.extra", "claim.value", "x"));
        String secret = mint();
        JsonNode first = evaluations.until("form", secret);
        introspectOften(secret);
        assertThat(realm.introspection().of(secret)).isEqualTo(first);
        assertThat(first.at("/resource_access/extra").asText()).isEqualTo("x");
        assertThat(evaluations.count("hit")).isZero();
    }

    /** The lightweight token forces an evaluation, although all caches are filled. */
    @Test
    void changeAfterTheEvaluationInTheSameRequestIsKnown() {
        mappers.addToScope("notes:read", "team", HARDCODED, Map.of("claim.name", "team", "claim.value", "writers"));
        String secret = mint();
        evaluations.reused(secret);
        introspectInside(secret, Map.of("lightweight", "true", "later", "authors", "fail", "true"));
        assertThat(evaluations.count("changed")).isEqualTo(1);
        assertThat(evaluations.reused(secret).get("team").asText()).isEqualTo("writers");
        introspectInside(secret, Map.of("lightweight", "true", "later", "editors"));
        assertThat(evaluations.count("changed")).isEqualTo(2);
        assertThat(realm.introspection().of(secret).get("team").asText()).isEqualTo("editors");
    }

    private void introspectInside(String secret, Map<String, String> more) {
        assertThat(keycloak.control().introspect(realm, secret, more).status()).isEqualTo(200);
    }

    private void introspectOften(String secret) {
        for (int i = 0; i < 4; i++) {
            realm.introspection().of(secret);
        }
    }

    private String addOrganization() {
        realm.changeRealm(settings -> settings.setOrganizationsEnabled(true));
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName("acme");
        organization.setAlias("acme");
        organization.addDomain(new OrganizationDomainRepresentation("acme.example.com"));
        String id;
        try (Response response = realm.admin().organizations().create(organization)) {
            String location = response.getLocation().getPath();
            id = location.substring(location.lastIndexOf('/') + 1);
        }
        realm.admin()
                .organizations()
                .get(id)
                .members()
                .addMember(realm.userId(ALICE))
                .close();
        return id;
    }

    private RoleRepresentation role(String name) {
        return realm.admin().roles().get(name).toRepresentation();
    }

    private String mint() {
        return realm.account(ALICE).mint("one").secret();
    }
}
