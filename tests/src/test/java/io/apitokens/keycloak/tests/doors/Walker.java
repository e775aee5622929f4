package io.apitokens.keycloak.tests.doors;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.doors.EndpointRegistry.Endpoint;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;

/** Calls endpoints with the tokens of one user. */
public final class Walker {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The JWT of an introspection response lives for a minute. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final String secret;
    private final String jwt;
    private String introspected;
    private Instant introspectedAt = Instant.EPOCH;
    private String ordinary;

    /** Mints an API token for all that the user may do. */
    public Walker(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        realm.changeClient(NOTES_API, client -> client.getAttributes()
                .put("client.introspection.response.allow.jwt.claim.enabled", "true"));
        Minted minted = realm.account(ALICE).mint("walker", "openid", "account");
        this.secret = minted.secret();
        this.jwt = realm.exchange().withRefreshToken(secret).jwt();
        this.ordinary = realm.accessToken(ALICE);
    }

    /** The kinds of bearer tokens to call an endpoint with. */
    public enum Credential {
        BROKEN_JWT,
        ORDINARY,
        API_TOKEN,
        JWT,
        INTROSPECTION_JWT;

        /** An API token and its derived tokens. */
        public static final List<Credential> DERIVED = List.of(API_TOKEN, JWT, INTROSPECTION_JWT);
    }

    /** Sends a request without content, and returns the status of the response; 0 without a response. */
    public int send(Endpoint endpoint, Credential credential) {
        int status = sendOnce(endpoint, credential);
        return status == 401 && credential == Credential.ORDINARY && isLoggedInAgain()
                ? sendOnce(endpoint, credential)
                : status;
    }

    /** Requests with the ordinary token can end logins, including that of the token. */
    private boolean isLoggedInAgain() {
        if (realm.account("/", ordinary).status() == 200) {
            return false;
        }
        try {
            ordinary = realm.accessToken(ALICE);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private int sendOnce(Endpoint endpoint, Credential credential) {
        String type = endpoint.consumes() == null ? "application/json" : endpoint.consumes();
        String body = type.contains("json") ? "{}" : "";
        HttpRequest.Builder request = Http.to(keycloak.url() + endpoint.url())
                .timeout(PATIENCE)
                // Forward authentication reads the credential only after the API has authenticated.
                .header("Api-Authorization", ForwardAuth.basic(NOTES_API, NOTES_API_SECRET))
                .header("Authorization", "Bearer " + token(credential))
                .header("Accept", accept(endpoint));
        if (List.of("GET", "HEAD", "OPTIONS").contains(endpoint.method())) {
            request.method(endpoint.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", type).method(endpoint.method(), BodyPublishers.ofString(body));
        }
        try {
            return Http.sendToBroken(request).status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The account REST API and the account console have the same path. */
    private static String accept(Endpoint endpoint) {
        if (endpoint.javaName().startsWith("AccountConsole#")) {
            return "text/html";
        }
        return endpoint.produces() == null ? "application/json" : endpoint.produces();
    }

    public String jwt() {
        return jwt;
    }

    /** Returns whether the API token is active. */
    public boolean isActive() {
        return realm.introspection().isActive(secret);
    }

    private String token(Credential credential) {
        return switch (credential) {
            case BROKEN_JWT -> jwt.substring(0, jwt.length() - 8) + "AAAAAAAA";
            case ORDINARY -> ordinary;
            case API_TOKEN -> secret;
            case JWT -> jwt;
            case INTROSPECTION_JWT -> introspected();
        };
    }

    private String introspected() {
        if (introspectedAt.plus(FRESH).isBefore(Instant.now())) {
            introspected = realm.introspection()
                    .ask(secret, Map.of(), "application/jwt")
                    .json()
                    .get("jwt")
                    .asText();
            introspectedAt = Instant.now();
        }
        return introspected;
    }
}
