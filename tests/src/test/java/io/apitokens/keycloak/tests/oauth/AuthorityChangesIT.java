package io.apitokens.keycloak.tests.oauth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.Evaluations;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests law 5: a change of anything that roles, scopes or claims follow from shows in the next introspection.
 * Keycloak's own evaluation of client scopes gives the expected claims.
 */
@IntegrationTest
class AuthorityChangesIT {

    private static final ObjectMapper JSON = new ObjectMapper().setSerializationInclusion(Include.NON_NULL);
    private static final String HARDCODED = "oidc-hardcoded-claim-mapper";
    private static final String SCOPE = "notes:read notes:write notes:change";
    private static final List<String> CLAIMS = List.of("realm_access", "resource_access", "aud", "team", "guild");

    static Stream<Arguments> changes() {
        return Stream.of(changesOfRoles(), changesOfClientScopes(), changesOfMappers())
                .flatMap(changes -> changes.entrySet().stream())
                .map(change -> Arguments.of(Named.of(change.getKey(), change.getValue())));
    }

    private static Map<String, Consumer<TestRealm>> changesOfRoles() {
        Map<String, Consumer<TestRealm>> changes = new LinkedHashMap<>();
        changes.put(
                "a role goes into a composite one",
                realm -> realm.admin().roles().get("editor").addComposites(List.of(role(realm, "extra"))));
        changes.put(
                "a role leaves a composite one",
                realm -> realm.admin().roles().get("editor").deleteComposites(List.of(role(realm, "proof-reader"))));
        changes.put("the default role of the realm gets another one", realm -> realm.admin()
                .roles()
                .get("default-roles-" + realm.name())
                .addComposites(List.of(role(realm, "extra"))));
        changes.put("a role is renamed", realm -> {
            RoleRepresentation role = role(realm, "proof-reader");
            role.setName("reader-of-proofs");
            realm.admin().roles().get("proof-reader").update(role);
        });
        changes.put("a role is removed", realm -> realm.admin().roles().deleteRole("proof-reader"));
        changes.put(
                "the user gets a role",
                realm -> realm.user(ALICE).roles().realmLevel().add(List.of(role(realm, "extra"))));
        changes.put("the user leaves a group", realm -> realm.user(ALICE).leaveGroup(groupId(realm, "/staff/writers")));
        changes.put("the group gets a role", realm -> addRole(realm, "/staff/writers"));
        changes.put("the parent of the group gets a role", realm -> addRole(realm, "/staff"));
        changes.put("the group moves to another parent", realm -> {
            GroupRepresentation writers = realm.admin().getGroupByPath("/staff/writers");
            realm.admin()
                    .groups()
                    .group(groupId(realm, "/others"))
                    .subGroup(writers)
                    .close();
        });
        changes.put(
                "a role of a client is removed",
                realm -> realm.client(NOTES_API).roles().deleteRole("write"));
        return changes;
    }

    private static Map<String, Consumer<TestRealm>> changesOfClientScopes() {
        Map<String, Consumer<TestRealm>> changes = new LinkedHashMap<>();
        changes.put(
                "the token client loses the full scope",
                realm -> realm.changeClient(NOTES, client -> client.setFullScopeAllowed(false)));
        changes.put("a client scope is renamed", realm -> changeScope(realm, scope -> scope.setName("notes:change")));
        changes.put(
                "a client scope is hidden from the scope",
                realm -> changeScope(realm, scope -> scope.setAttributes(Map.of("include.in.token.scope", "false"))));
        changes.put("a client scope is for a role that the user has not", realm -> {
            realm.admin()
                    .clientScopes()
                    .get(realm.scopeId("notes:write"))
                    .getScopeMappings()
                    .clientLevel(realm.clientId(NOTES_API))
                    .remove(List.of(realm.client(NOTES_API).roles().get("write").toRepresentation()));
            realm.admin()
                    .clientScopes()
                    .get(realm.scopeId("notes:write"))
                    .getScopeMappings()
                    .realmLevel()
                    .add(List.of(role(realm, "extra")));
        });
        changes.put("a client scope is taken away", realm -> realm.client(NOTES)
                .removeOptionalClientScope(realm.scopeId("notes:write")));
        changes.put("a client scope is removed", realm -> realm.admin()
                .clientScopes()
                .get(realm.scopeId("notes:write"))
                .remove());
        return changes;
    }

    private static Map<String, Consumer<TestRealm>> changesOfMappers() {
        Map<String, Consumer<TestRealm>> changes = new LinkedHashMap<>();
        changes.put(
                "a client scope gets a mapper",
                realm -> mappers(realm).createMapper(mapper("guild", "writers")).close());
        changes.put("a mapper of the token client changes", realm -> {
            ProtocolMapperRepresentation mapper = team(realm);
            mapper.getConfig().put("claim.value", "another team");
            realm.client(NOTES).getProtocolMappers().update(mapper.getId(), mapper);
        });
        changes.put("a mapper of the token client is removed", realm -> realm.client(NOTES)
                .getProtocolMappers()
                .delete(team(realm).getId()));
        changes.put(
                "a mapper for audiences appears",
                realm -> mappers(realm).createMapper(audience()).close());
        return changes;
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nextIntrospectionKnows(Consumer<TestRealm> change, KeycloakUnderTest keycloak, TestRealm realm) {
        prepare(realm);
        String secret = realm.account(ALICE).mint("everything").secret();
        JsonNode before = realm.introspection().of(secret);
        assertThat(claims(new Evaluations(keycloak, realm).reused(secret)))
                .isEqualTo(claims(before))
                .isEqualTo(claims(evaluated(realm)));
        change.accept(realm);
        JsonNode after = realm.introspection().of(secret);
        assertThat(claims(after)).isEqualTo(claims(evaluated(realm))).isNotEqualTo(claims(before));
        assertThat(claims(realm.introspection().of(secret))).isEqualTo(claims(after));
    }

    /** Clearing the cache is how admins tell Keycloak that somebody has changed the database. */
    @Test
    void changeInTheDatabaseIsKnownWhenTheCacheIsCleared(KeycloakUnderTest keycloak, TestRealm realm) {
        prepare(realm);
        String secret = realm.account(ALICE).mint("everything").secret();
        assertThat(claims(new Evaluations(keycloak, realm).reused(secret)).toString())
                .contains("proof-reader");
        keycloak.database()
                .update("update KEYCLOAK_ROLE set NAME = 'changed-by-hand' where NAME = 'proof-reader' and REALM_ID = '"
                        + realm.admin().toRepresentation().getId() + "'");
        realm.admin().clearRealmCache();
        assertThat(claims(realm.introspection().of(secret)).toString())
                .contains("changed-by-hand")
                .doesNotContain("proof-reader");
    }

    private static void prepare(TestRealm realm) {
        for (String name : List.of("editor", "proof-reader", "extra")) {
            RoleRepresentation role = new RoleRepresentation();
            role.setName(name);
            realm.admin().roles().create(role);
        }
        realm.admin().roles().get("editor").addComposites(List.of(role(realm, "proof-reader")));
        for (String name : List.of("staff", "others")) {
            GroupRepresentation group = new GroupRepresentation();
            group.setName(name);
            realm.admin().groups().add(group).close();
        }
        GroupRepresentation writers = new GroupRepresentation();
        writers.setName("writers");
        realm.admin().groups().group(groupId(realm, "/staff")).subGroup(writers).close();
        realm.admin()
                .groups()
                .group(groupId(realm, "/staff/writers"))
                .roles()
                .realmLevel()
                .add(List.of(role(realm, "editor")));
        addRole(realm, "/others");
        realm.user(ALICE).joinGroup(groupId(realm, "/staff/writers"));
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        realm.client(NOTES)
                .getProtocolMappers()
                .createMapper(mapper("team", "the team"))
                .close();
    }

    /** Returns the claims of a JWT that Keycloak would issue now. */
    private static JsonNode evaluated(TestRealm realm) {
        return JSON.valueToTree(
                realm.client(NOTES).clientScopesEvaluate().generateAccessToken(SCOPE, realm.userId(ALICE), null));
    }

    private static Map<String, Object> claims(JsonNode token) {
        Map<String, Object> claims = new HashMap<>();
        claims.put(
                "scope",
                Stream.of(token.path("scope").asText().split(" "))
                        .filter(name -> !name.equals("openid"))
                        .collect(Collectors.toSet()));
        CLAIMS.forEach(claim -> claims.put(claim, unordered(token.path(claim))));
        return claims;
    }

    private static Object unordered(JsonNode node) {
        if (node.isArray()) {
            Set<Object> values = new HashSet<>();
            node.forEach(value -> values.add(unordered(value)));
            return values;
        }
        if (node.isObject()) {
            Map<String, Object> values = new HashMap<>();
            node.fields().forEachRemaining(field -> values.put(field.getKey(), unordered(field.getValue())));
            return values;
        }
        return node.asText();
    }

    private static RoleRepresentation role(TestRealm realm, String name) {
        return realm.admin().roles().get(name).toRepresentation();
    }

    private static String groupId(TestRealm realm, String path) {
        return realm.admin().getGroupByPath(path).getId();
    }

    private static void addRole(TestRealm realm, String group) {
        realm.admin().groups().group(groupId(realm, group)).roles().realmLevel().add(List.of(role(realm, "extra")));
    }

    private static void changeScope(TestRealm realm, Consumer<ClientScopeRepresentation> change) {
        ClientScopeRepresentation scope =
                realm.admin().clientScopes().get(realm.scopeId("notes:write")).toRepresentation();
        change.accept(scope);
        realm.admin().clientScopes().get(scope.getId()).update(scope);
    }

    private static ProtocolMappersResource mappers(TestRealm realm) {
        return realm.admin().clientScopes().get(realm.scopeId("notes:read")).getProtocolMappers();
    }

    private static ProtocolMapperRepresentation team(TestRealm realm) {
        return realm.client(NOTES).getProtocolMappers().getMappers().stream()
                .filter(mapper -> mapper.getName().equals(HARDCODED))
                .findFirst()
                .orElseThrow();
    }

    private static ProtocolMapperRepresentation mapper(String claim, String value) {
        return mapper(HARDCODED, Map.of("claim.name", claim, "claim.value", value, "jsonType.label", "String"));
    }

    private static ProtocolMapperRepresentation audience() {
        return mapper("oidc-audience-mapper", Map.of("included.custom.audience", "https://api.example.com"));
    }

    private static ProtocolMapperRepresentation mapper(String type, Map<String, String> config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(type);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        Map<String, String> all = new HashMap<>(config);
        all.put("access.token.claim", "true");
        all.put("introspection.token.claim", "true");
        mapper.setConfig(all);
        return mapper;
    }
}
