package io.apitokens.keycloak.bench;

import java.util.Map;

/** Builds the requests to the endpoints of the realm. */
final class Realm {

    private static final String ROOT = "/realms/" + BenchRealm.NAME;
    private static final String TOKEN = ROOT + "/protocol/openid-connect/token";
    private static final String API_TOKENS = ROOT + "/api-tokens";
    private static final String SCOPE = "notes:read notes:write";

    private static final String NOTES_API = Message.basic("notes-api", "notes-api-demo-secret");
    private static final String GATEWAY = Message.basic("notes-gateway", "notes-gateway-demo-secret");

    private Realm() {}

    static Message logIn(String clientId, String user, String scope) {
        return Message.form(
                TOKEN,
                null,
                Map.of(
                        "grant_type", "password",
                        "client_id", clientId,
                        "username", user,
                        "password", BenchRealm.PASSWORD,
                        "scope", scope));
    }

    /** Logs in to the token client, with the scopes of the API tokens. */
    static Message logIn(String user) {
        return logIn(BenchRealm.TOKEN_CLIENT, user);
    }

    /** Logs in to any token client. */
    static Message logIn(String clientId, String user) {
        return logIn(clientId, user, SCOPE);
    }

    /** Logs in for an offline token. */
    static Message logInOffline(String user) {
        return logIn(BenchRealm.TOKEN_CLIENT, user, SCOPE + " offline_access");
    }

    static Message refresh(String refreshToken) {
        return Message.form(
                TOKEN,
                null,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        BenchRealm.TOKEN_CLIENT,
                        "refresh_token",
                        refreshToken));
    }

    static Message introspect(String token) {
        return Message.form(TOKEN + "/introspect", NOTES_API, Map.of("token", token));
    }

    /** Asks whether a request with a token may pass to the API, which is the same as that of an introspection. */
    static Message verify(String token) {
        return Message.forward(
                API_TOKENS + "/verify?client_id=notes-api&scope=notes:read", Message.bearer(token), NOTES_API);
    }

    /** @param wanted {@code access_token} or {@code refresh_token} */
    static Message exchange(String apiToken, String wanted) {
        String type = "urn:ietf:params:oauth:token-type:";
        return Message.form(
                TOKEN,
                GATEWAY,
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        apiToken,
                        "subject_token_type",
                        type + "access_token",
                        "requested_token_type",
                        type + wanted));
    }

    /** Changes the description of a role that no user has. */
    static Message changeRole(String accessToken, String description) {
        return Message.put(
                "/admin" + ROOT + "/roles/" + BenchRealm.RESTLESS_ROLE,
                Message.bearer(accessToken),
                "{\"name\":\"%s\",\"description\":\"%s\"}".formatted(BenchRealm.RESTLESS_ROLE, description));
    }

    static Message mint(String accessToken, String label) {
        return mint(accessToken, BenchRealm.TOKEN_CLIENT, label);
    }

    static Message mint(String accessToken, String clientId, String label) {
        String body = "{\"clientId\":\"%s\",\"label\":\"%s\",\"scopes\":[\"notes:read\",\"notes:write\"]}"
                .formatted(clientId, label);
        return Message.json(API_TOKENS, Message.bearer(accessToken), body);
    }

    /** @param authorization of the user who minted it */
    static Message revoke(String authorization, String id) {
        return Message.delete(API_TOKENS + "/" + id, authorization);
    }
}
