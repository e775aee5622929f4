package io.apitokens.keycloak.tests.doors;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;

/** A realm with one object for each kind of path parameter in Keycloak, and an admin with an API token. */
public final class WalkedRealm implements EndpointRegistry.Values {

    private static final String SERVER = "resources";
    private static final String BROKER = """
            {"alias": "%1$s", "providerId": "%1$s", "enabled": true, "storeToken": true, "config": {
             "clientId": "x", "clientSecret": "x", "issuer": "http://localhost:9/idp", "entityId": "http://localhost:9",
             "authorizationUrl": "http://localhost:9/a", "tokenUrl": "http://localhost:9/t",
             "userInfoUrl": "http://localhost:9/u", "singleSignOnServiceUrl": "http://localhost:9/s"}}
            """;

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final Map<String, String> values = new HashMap<>();

    /** Fills a realm. */
    public WalkedRealm(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        settings();
        users();
        clients();
        authorization();
        brokers();
        others();
        constants();
    }

    @Override
    public String of(String resource, String segment, String parameter) {
        String value = values.get(resource + ' ' + parameter);
        if (value == null) {
            value = values.get(segment + '/' + parameter);
        }
        return value == null ? values.get(parameter) : value;
    }

    /** Reads from the admin REST API of the realm, as the admin of the server. */
    public JsonNode read(String path) {
        return Http.sendToBroken(admin(path).GET()).json();
    }

    /** Returns everything that a request could change and that tests can compare. */
    public String snapshot() {
        StringBuilder all = new StringBuilder(
                sorted(Http.sendToBroken(admin("/partial-export?exportClients=true&exportGroupsAndRoles=true")
                                .POST(BodyPublishers.noBody()))
                        .body()));
        for (String path : List.of("/users", "/organizations", "/workflows", "/clients-initial-access")) {
            all.append('\n').append(sorted(read(path).toString()));
        }
        for (String user : List.of(ALICE, BOB)) {
            String path = "/users/" + realm.userId(user);
            for (String part :
                    List.of("/credentials", "/consents", "/groups", "/role-mappings", "/federated-identity")) {
                all.append('\n').append(sorted(read(path + part).toString()));
            }
        }
        return all.toString();
    }

    /** Sorts the content, because Keycloak lists some objects in a different order each time, such as client scopes. */
    private static String sorted(String json) {
        return Arrays.stream(json.split("[,\\[\\]{}]+")).sorted().collect(Collectors.joining("\n"));
    }

    private void settings() {
        realm.changeRealm(settings -> {
            settings.setAccessTokenLifespan(3600);
            settings.setSsoSessionIdleTimeout(3600);
            settings.setOrganizationsEnabled(true);
            settings.setUserManagedAccessAllowed(true);
            settings.setInternationalizationEnabled(true);
            settings.setEditUsernameAllowed(true);
            settings.setScimApiEnabled(true);
            settings.getAttributes()
                    .putAll(Map.of("verifiableCredentialsEnabled", "true", "ssf.transmitterEnabled", "true"));
        });
        put("realm", realm.name());
        put("VerifyResource original", "notes");
        put("realmName", realm.name());
    }

    private void users() {
        realm.addManagementRoles(ALICE, "realm-admin");
        realm.user(ALICE)
                .roles()
                .clientLevel(realm.clientId("broker"))
                .add(List.of(realm.client("broker").roles().get("read-token").toRepresentation()));
        String bob = realm.userId(BOB);
        put("users/id", bob);
        put("user-id", bob);
        put("userId", bob);
        put("UserResource credentialId", credential(bob));
        put("AccountCredentialResource credentialId", credential(realm.userId(ALICE)));
        realm.accessToken(BOB);
        put("session", realm.user(BOB).getUserSessions().get(0).getId());
        realm.accessToken(ALICE);
        put("SessionResource id", realm.user(ALICE).getUserSessions().get(0).getId());
        create("group-id", "/groups", "{\"name\": \"group\"}");
        put("groupId", values.get("group-id"));
        put("groups/id", values.get("group-id"));
        create("org-id", "/organizations", "{\"name\": \"org\", \"domains\": [{\"name\": \"example.com\"}]}");
        post("/organizations/" + values.get("org-id") + "/members", '"' + bob + '"');
        put("member-id", bob);
        create(
                "OrganizationGroupsResource group-id",
                "/organizations/" + values.get("org-id") + "/groups",
                "{\"name\": \"group\"}");
    }

    private void clients() {
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        realm.changeClient(GATEWAY, client -> client.setFullScopeAllowed(true));
        realm.addOpenIdScope(NOTES, GATEWAY);
        realm.addAccountScope(NOTES, GATEWAY);
        create("client-uuid", "/clients", """
                {"clientId": "%s", "secret": "resources-demo-secret", "serviceAccountsEnabled": true,
                 "authorizationServicesEnabled": true, "protocolMappers": [{"name": "m", "protocol": "openid-connect",
                 "protocolMapper": "oidc-audience-mapper", "config": {"included.client.audience": "%s"}}]}
                """.formatted(SERVER, SERVER));
        put("clientId", SERVER);
        put("client_id", SERVER);
        put("AccountRestService clientId", NOTES);
        String roles = realm.clientId(NOTES_API);
        List.of("client-id", "clientUuid", "targetClientUuid", "ScopeMappedResource client", "clients/id")
                .forEach(name -> put(name, roles));
        put("client", NOTES);
        put("DefaultClientsApi id", SERVER);
        put(
                "models/id",
                read("/clients/" + values.get("client-uuid"))
                        .at("/protocolMappers/0/id")
                        .asText());
        String scope = realm.scopeId("notes:read");
        List.of("client-scope-id", "clientScopeId", "clientScopes/id").forEach(name -> put(name, scope));
        post("/roles", "{\"name\": \"role\"}");
        put("role-name", "role");
        put("role-id", read("/roles/role").get("id").asText());
        put("roles/id", values.get("role-id"));
        put(
                "ClientInitialAccessResource id",
                post("/clients-initial-access", "{\"count\": 9}")
                        .json()
                        .get("id")
                        .asText());
    }

    private void authorization() {
        String server = "/clients/" + values.get("client-uuid") + "/authz/resource-server";
        put(
                "scope-id",
                post(server + "/scope", "{\"name\": \"view\"}").json().get("id").asText());
        String resource = post(server + "/resource", """
                        {"name": "owned", "owner": {"id": "%s"}, "ownerManagedAccess": true, "scopes": [{"name": "view"}]}
                        """.formatted(realm.userId(ALICE)))
                .json()
                .get("_id")
                .asText();
        List.of("ResourceSetService resource-id", "ResourceService id", "ResourcesService id", "resourceId")
                .forEach(name -> put(name, resource));
        put("policy-type", "role");
        put("permission-type", "resource");
        put(
                "policy",
                post(
                                server + "/policy/role",
                                "{\"name\": \"p\", \"roles\": [{\"id\": \"%s\"}]}".formatted(values.get("role-id")))
                        .json()
                        .get("id")
                        .asText());
        put(
                "permission",
                post(
                                server + "/permission/resource",
                                "{\"name\": \"q\", \"resources\": [\"%s\"], \"policies\": [\"%s\"]}"
                                        .formatted(resource, values.get("policy")))
                        .json()
                        .get("id")
                        .asText());
    }

    private void brokers() {
        for (String type : List.of("oauth2", "oidc", "keycloak-oidc", "saml", "twitter")) {
            post("/identity-provider/instances", BROKER.formatted(type));
        }
        for (String user : List.of(ALICE, BOB)) {
            post(
                    "/users/" + realm.userId(user) + "/federated-identity/oidc",
                    "{\"identityProvider\": \"oidc\", \"userId\": \"%s\", \"userName\": \"x\"}".formatted(user));
        }
        post("/organizations/" + values.get("org-id") + "/identity-providers", "\"oidc\"");
        put("alias", "oidc");
        put("provider_alias", "oidc");
        put("providerAlias", "oidc");
        put("provider_id", "oidc");
        put("UserResource provider", "oidc");
        create("IdentityProviderResource id", "/identity-provider/instances/oidc/mappers", """
                {"name": "m", "identityProviderAlias": "oidc", "identityProviderMapper": "hardcoded-attribute-idp-mapper",
                 "config": {"attribute": "a", "attribute.value": "b", "syncMode": "INHERIT"}}
                """);
    }

    private void others() {
        post("/authentication/flows/browser/copy", "{\"newName\": \"walked\"}");
        JsonNode execution = read("/authentication/flows/walked/executions").get(2);
        put("executionId", execution.get("id").asText());
        put("flowAlias", "walked");
        for (JsonNode flow : read("/authentication/flows")) {
            if (flow.get("alias").asText().equals("walked")) {
                put("flows/id", flow.get("id").asText());
            }
        }
        create(
                "AuthenticationManagementResource id",
                "/authentication/executions/" + execution.get("id").asText() + "/config",
                "{\"alias\": \"c\", \"config\": {\"defaultProvider\": \"oidc\"}}");
        create("ComponentResource id", "/components", """
                {"name": "k", "providerId": "aes-generated", "providerType": "org.keycloak.keys.KeyProvider",
                 "config": {"priority": ["1"]}}
                """);
        create("WorkflowsResource id", "/workflows", """
                {"name": "w", "on": "user-created", "steps": [{"uses": "disable-user", "after": "900000"}]}
                """);
        Http.sendToBroken(admin("/localization/en/hello")
                .setHeader("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("hello")));
        put("locale", "en");
        put("key", "hello");
        String token = realm.account(ALICE).mint("other").id();
        put("AccountApiTokensResource id", token);
        put("AdminApiTokensResource id", token);
    }

    private void constants() {
        put("AuthenticationManagementResource alias", "CONFIGURE_TOTP");
        put("RealmsResource alias", "openid-configuration");
        put("provider", "openid-configuration");
        put("AuthenticationManagementResource type", "clients");
        put("type", "USERS");
        put("WorkflowResource resourceId", values.get("user-id"));
        put("WorkflowsResource resource-id", values.get("user-id"));
        put("roleContainerId", realm.name());
        put("protocol", "openid-connect");
        put("AuthenticationManagementResource providerId", "identity-provider-redirector");
        put("ClientResource providerId", "keycloak-oidc-keycloak-json");
        put("ScimResourceTypeResource id", values.get("user-id"));
        put("attr", "jwt.credential");
        put("themeType", "login");
        put("themeName", "keycloak.v2");
        put("html", "html");
        put("indexhtml", "index.html");
        put("credentialScopeName", "oid4vc_natural_person");
        // These objects need a mail server, a directory or a wallet.
        List.of(
                        "any",
                        "path",
                        "version",
                        "node",
                        "nonce",
                        "jti",
                        "streamId",
                        "policyId",
                        "parentId",
                        "credentialId",
                        "id")
                .forEach(name -> put(name, "unknown"));
        put("newPreviousCredentialId", "unknown");
    }

    private String credential(String user) {
        return read("/users/" + user + "/credentials").get(0).get("id").asText();
    }

    private void create(String name, String path, String body) {
        String location = post(path, body).header("Location");
        put(name, location.substring(location.lastIndexOf('/') + 1));
    }

    private Answer post(String path, String body) {
        Answer answer = Http.sendToBroken(admin(path).POST(BodyPublishers.ofString(body)));
        if (answer.status() >= 300) {
            throw new AssertionError(path + ": " + answer.status() + ' ' + answer.body());
        }
        return answer;
    }

    private HttpRequest.Builder admin(String path) {
        return Http.to(keycloak.url() + "/admin/realms/" + realm.name() + path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + keycloak.admin().tokenManager().getAccessTokenString());
    }

    private void put(String name, String value) {
        values.put(name, value);
    }
}
