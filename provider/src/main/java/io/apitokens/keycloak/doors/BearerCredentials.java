package io.apitokens.keycloak.doors;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * The bearer tokens in the header and the query of a request (RFC 6750, section 2).
 *
 * @param headers all values of {@code Authorization}
 * @param parameters all values of the query parameter {@code access_token}, which Keycloak ignores
 */
record BearerCredentials(List<String> headers, List<String> parameters) {

    private static final String SCHEME = "Bearer ";

    static BearerCredentials of(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        List<String> parameters = headers == null
                ? null
                : request.getUriInfo().getQueryParameters().get(OAuth2Constants.ACCESS_TOKEN);
        return new BearerCredentials(
                Objects.requireNonNullElse(headers, List.of()), Objects.requireNonNullElse(parameters, List.of()));
    }

    /** Returns the API token of the only {@code Authorization} header; empty if it has anything else. */
    Optional<Secret> secret() {
        return headers.size() == 1 && headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Secret.parse(headers.get(0).substring(SCHEME.length()))
                : Optional.empty();
    }

    /** Returns whether an API token or a derived token comes with other credentials. */
    boolean isAmbiguous() {
        return headers.size() + parameters.size() > 1
                && Stream.concat(headers.stream().map(BearerCredentials::withoutScheme), parameters.stream())
                        .anyMatch(token -> Secret.parse(token).isPresent() || DerivedClaim.isIn(token));
    }

    /** Returns {@code invalid_request}, as RFC 6750, section 3.1, demands for more than one token. */
    static Response ambiguous() {
        String description = "API tokens and derived tokens come alone, in one Authorization header";
        return Response.status(Response.Status.BAD_REQUEST)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"%s\", error_description=\"%s\""
                                .formatted(OAuthErrorException.INVALID_REQUEST, description))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(OAuthErrorException.INVALID_REQUEST, description))
                .build();
    }

    private static String withoutScheme(String header) {
        return header.substring(header.indexOf(' ') + 1);
    }
}
