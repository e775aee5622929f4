package io.apitokens.keycloak.forward;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.Secret;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;

/**
 * The settings of a proxy in the query of its request.
 *
 * @param clientId of the API; null if the credentials of the API name it
 * @param scope names that must all be granted
 * @param offersBasic whether a challenge offers the scheme Basic, even if the end client did not use it
 */
record VerifyParameters(String clientId, Set<String> scope, boolean offersBasic) {

    /** Ends the settings: what follows belongs to the end client, whose proxy appends the original request. */
    private static final String URI = "uri";

    private static final String CHALLENGE = "challenge";
    private static final String BASIC = "basic";

    /** Characters of a scope: RFC 6749, section 3.3. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /**
     * Reads a query. Refuses unknown settings, because a misspelt scope would not be checked.
     *
     * @param query not decoded; may be null
     * @throws MisconfiguredException if a setting is unknown, malformed or repeated
     */
    static VerifyParameters parse(String query) {
        String clientId = null;
        Set<String> scope = new LinkedHashSet<>();
        boolean offersBasic = false;
        for (String parameter : Optional.ofNullable(query).orElse("").split("&")) {
            String name = decode(parameter.split("=", 2)[0]);
            if (name.equals(URI)) {
                break;
            }
            String value = parameter.indexOf('=') < 0 ? "" : decode(parameter.split("=", 2)[1]);
            // Events and challenges repeat the settings.
            require(!Secret.isIn(value), "An API token belongs in no setting");
            switch (name) {
                case OAuth2Constants.CLIENT_ID -> {
                    require(clientId == null && !value.isEmpty(), "client_id must be given once");
                    clientId = value;
                }
                case OAuth2Constants.SCOPE -> {
                    Set<String> names = names(value);
                    require(!names.isEmpty(), "scope must be names separated by spaces");
                    scope.addAll(names);
                }
                case CHALLENGE -> {
                    require(value.equals(BASIC), "challenge must be basic");
                    offersBasic = true;
                }
                default ->
                    require(
                            parameter.isEmpty(),
                            "Only client_id, scope, challenge and uri are known."
                                    + " The original request must follow uri=");
            }
        }
        return new VerifyParameters(clientId, scope, offersBasic);
    }

    private static Set<String> names(String value) {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(value.split(" ")).filter(name -> !name.isEmpty()).forEach(name -> {
            require(SCOPE.matcher(name).matches(), "scope has an invalid character");
            names.add(name);
        });
        return names;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw misconfigured("The query is malformed");
        }
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw misconfigured(description);
        }
    }

    private static MisconfiguredException misconfigured(String description) {
        return new MisconfiguredException(OAuthErrorException.INVALID_REQUEST, description);
    }
}
