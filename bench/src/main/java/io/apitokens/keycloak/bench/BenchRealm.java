package io.apitokens.keycloak.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The demo realm, with enough users to share the requests, and without features that would disturb a measurement. */
final class BenchRealm {

    /** The realm. */
    static final String NAME = "demo";

    /** The token client. Here, users also log in to it by password. */
    static final String TOKEN_CLIENT = "notes";

    /** A client that users log in to by password for the account REST API. */
    static final String CONSOLE = "bench-console";

    /** More token clients, for the case of many clients. */
    static final int CLIENTS = 20;

    /** A number above that of the answers that the extension keeps for a user. */
    static final int CLIENTS_OF_A_USER = 12;

    /** A user who may change the realm. */
    static final String ADMIN = "bench-admin";

    /** A role that no user has. */
    static final String RESTLESS_ROLE = "restless";

    /** The password of all users. */
    static final String PASSWORD = "bench-password";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DAY = 24 * 60 * 60;

    private BenchRealm() {}

    static List<String> users(int count) {
        return IntStream.range(0, count).mapToObj(i -> "bench-" + i).toList();
    }

    /** Writes the realm to a file for Keycloak's import, which expects the name of the realm in that of the file. */
    static Path write(Path demoRealm, Path folder, List<String> users) {
        try {
            ObjectNode realm = (ObjectNode) JSON.readTree(demoRealm.toFile());
            withoutEvents(realm);
            // Tokens are created once and used until the end.
            realm.put("accessTokenLifespan", DAY)
                    .put("ssoSessionIdleTimeout", DAY)
                    .put("ssoSessionMaxLifespan", DAY);
            // Each user logs in several times, which is not measured.
            realm.put("passwordPolicy", "hashAlgorithm(pbkdf2-sha512) and hashIterations(1)");
            users.forEach(user -> add((ArrayNode) realm.get("users"), user));
            addAdmin(realm);
            addRole(realm, TOKEN_CLIENT);
            ArrayNode clients = (ArrayNode) realm.get("clients");
            clients.forEach(client -> allowLogin((ObjectNode) client));
            addTokenClients(realm, clients);
            clients.addObject()
                    .put("clientId", CONSOLE)
                    .put("publicClient", true)
                    .put("directAccessGrantsEnabled", true)
                    .putArray("defaultClientScopes")
                    .add("basic")
                    .add("roles");
            Path file = Files.createDirectories(folder).resolve(NAME + "-realm.json");
            JSON.writeValue(file.toFile(), realm);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns off the events: the log line of each failed introspection would cost far more than the introspection. */
    private static void withoutEvents(ObjectNode realm) {
        realm.put("eventsEnabled", false).put("adminEventsEnabled", false).putArray("eventsListeners");
    }

    private static void add(ArrayNode users, String name) {
        ObjectNode user = users.addObject()
                .put("username", name)
                .put("firstName", name)
                .put("lastName", "Bench")
                .put("email", name + "@example.com")
                .put("emailVerified", true)
                .put("enabled", true);
        user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
        user.putArray("realmRoles").add("default-roles-" + NAME);
        user.putObject("clientRoles").putArray("notes-api").add("read").add("write");
    }

    private static void addAdmin(ObjectNode realm) {
        ArrayNode all = (ArrayNode) realm.get("users");
        add(all, ADMIN);
        ((ObjectNode) all.get(all.size() - 1).get("clientRoles"))
                .putArray("realm-management")
                .add("manage-realm");
        ((ObjectNode) realm.get("roles")).withArray("realm").addObject().put("name", RESTLESS_ROLE);
    }

    /** Adds a role to a client: Keycloak queries the roles of a client without roles each time. */
    private static void addRole(ObjectNode realm, String clientId) {
        ((ObjectNode) realm.at("/roles/client")).putArray(clientId).addObject().put("name", "note-taker");
    }

    static String client(int number) {
        return TOKEN_CLIENT + "-" + number;
    }

    private static void addTokenClients(ObjectNode realm, ArrayNode clients) {
        ObjectNode like = (ObjectNode) IntStream.range(0, clients.size())
                .mapToObj(clients::get)
                .filter(client -> TOKEN_CLIENT.equals(text(client, "clientId")))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(like.deepCopy().put("clientId", client(i)));
            addRole(realm, client(i));
        }
    }

    private static void allowLogin(ObjectNode client) {
        if (TOKEN_CLIENT.equals(text(client, "clientId"))) {
            client.put("directAccessGrantsEnabled", true);
            ((ArrayNode) client.get("optionalClientScopes")).add("offline_access");
        }
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asText();
    }
}
