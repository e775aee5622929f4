package io.apitokens.keycloak.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTTP request.
 *
 * @param authorization the header, or null for none
 * @param apiAuthorization the header {@code Api-Authorization}, or null for none
 * @param contentType the header, or null for none
 * @param body empty for none
 */
record Message(
        String method, String path, String authorization, String apiAuthorization, String contentType, String body) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    static Message form(String path, String authorization, Map<String, String> parameters) {
        String body = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return new Message("POST", path, authorization, null, FORM, body);
    }

    static Message json(String path, String authorization, String body) {
        return new Message("POST", path, authorization, null, JSON, body);
    }

    static Message put(String path, String authorization, String body) {
        return new Message("PUT", path, authorization, null, JSON, body);
    }

    /** Asks on behalf of an API, as a proxy does. */
    static Message forward(String path, String authorization, String apiAuthorization) {
        return new Message("GET", path, authorization, apiAuthorization, null, "");
    }

    static Message delete(String path, String authorization) {
        return new Message("DELETE", path, authorization, null, null, "");
    }

    static String bearer(String token) {
        return "Bearer " + token;
    }

    static String basic(String clientId, String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
