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

/** The demo realm, with users enough to share the requests, and without what would disturb a measurement. */
final class BenchRealm {

    /** The realm. */
    static final String NAME = "demo";

    /** The token client; here also one that users log in to by password. */
    static final String TOKEN_CLIENT = "notes";

    /** A client that users log in to by password for the account REST API. */
    static final String CONSOLE = "bench-console";

    /** Everybody's. */
    static final String PASSWORD = "bench-password";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DAY = 24 * 60 * 60;

    private BenchRealm() {}

    static List<String> users(int count) {
        return IntStream.range(0, count).mapToObj(i -> "bench-" + i).toList();
    }

    /** Writes the realm to a file for Keycloak to import, which wants it to be called by the realm. */
    static Path write(Path demoRealm, Path folder, List<String> users) {
        try {
            ObjectNode realm = (ObjectNode) JSON.readTree(demoRealm.toFile());
            withoutEvents(realm);
            // Tokens are made once and used to the end.
            realm.put("accessTokenLifespan", DAY)
                    .put("ssoSessionIdleTimeout", DAY)
                    .put("ssoSessionMaxLifespan", DAY);
            // Everybody logs in several times, and nobody measures that.
            realm.put("passwordPolicy", "hashAlgorithm(pbkdf2-sha512) and hashIterations(1)");
            users.forEach(user -> add((ArrayNode) realm.get("users"), user));
            // Keycloak asks the database each time for the roles of a client that has none.
            ((ObjectNode) realm.at("/roles/client"))
                    .putArray(TOKEN_CLIENT)
                    .addObject()
                    .put("name", "note-taker");
            ArrayNode clients = (ArrayNode) realm.get("clients");
            clients.forEach(client -> allowLogin((ObjectNode) client));
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

    /** A line in the log for each failed introspection would be all that one sees of its cost. */
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
