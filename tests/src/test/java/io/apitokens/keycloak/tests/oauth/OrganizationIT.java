package io.apitokens.keycloak.tests.oauth;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Compares the client scope {@code organization} in an API token and in a JWT of the same client, user and scope. */
@IntegrationTest
class OrganizationIT {

    private final TestRealm realm;
    private String acme;

    OrganizationIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeAll
    void makeOrganizations() {
        realm.changeRealm(settings -> settings.setOrganizationsEnabled(true));
        realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
        realm.client(NOTES).addOptionalClientScope(realm.scopeId("organization"));
        acme = organization("acme");
        String other = organization("other");
        realm.admin()
                .organizations()
                .get(acme)
                .members()
                .addMember(realm.userId(ALICE))
                .close();
        realm.admin()
                .organizations()
                .get(acme)
                .members()
                .addMember(realm.userId(BOB))
                .close();
        realm.admin()
                .organizations()
                .get(other)
                .members()
                .addMember(realm.userId(BOB))
                .close();
    }

    @Test
    void memberOfOneOrganizationHasItAsInAJwt() {
        JsonNode ofApiToken = ofApiToken(ALICE, "organization", "notes:read");
        assertThat(ofApiToken.get("organization")).hasToString("[\"acme\"]");
        assertThat(ofApiToken.get("organization")).isEqualTo(ofJwt(ALICE).get("organization"));
    }

    @Test
    void memberOfSeveralHasWhatAJwtWithoutAChoiceHas() {
        assertThat(ofApiToken(BOB, "organization", "notes:read").get("organization"))
                .isEqualTo(ofJwt(BOB).get("organization"));
    }

    @Test
    void withoutTheScopeThereIsNone() {
        assertThat(ofApiToken(ALICE, "notes:read").has("organization")).isFalse();
    }

    @Test
    void law5MembershipIsLive() {
        String secret =
                realm.account(ALICE).mint("live", "organization", "notes:read").secret();
        assertThat(realm.introspection().of(secret).has("organization")).isTrue();
        realm.admin()
                .organizations()
                .get(acme)
                .members()
                .member(realm.userId(ALICE))
                .delete()
                .close();
        assertThat(realm.introspection().of(secret).has("organization")).isFalse();
        realm.admin()
                .organizations()
                .get(acme)
                .members()
                .addMember(realm.userId(ALICE))
                .close();
    }

    private JsonNode ofApiToken(String username, String... scopes) {
        return realm.introspection()
                .of(realm.account(username)
                        .mint(String.join(" ", scopes) + " of " + username, scopes)
                        .secret());
    }

    private JsonNode ofJwt(String username) {
        return realm.introspection().of(realm.accessToken(NOTES, username, "organization notes:read"));
    }

    private String organization(String alias) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName(alias);
        organization.setAlias(alias);
        organization.addDomain(new OrganizationDomainRepresentation(alias + ".example.com"));
        try (Response response = realm.admin().organizations().create(organization)) {
            String location = response.getLocation().getPath();
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }
}
