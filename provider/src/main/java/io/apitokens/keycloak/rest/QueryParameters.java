package io.apitokens.keycloak.rest;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.models.KeycloakSession;

/**
 * The query parameters that an endpoint knows. It rejects all others, because a misspelt filter would select more than
 * the caller meant, and repeated ones, because only one of the values would count.
 *
 * @param names of all parameters
 * @param repeatable those that can be repeated
 */
public record QueryParameters(Set<String> names, Set<String> repeatable) {

    /** Parameters of which none can be repeated. */
    public static QueryParameters of(String... names) {
        return new QueryParameters(Set.of(names), Set.of());
    }

    /** Adds parameters that cannot be repeated. */
    public QueryParameters and(String... more) {
        return new QueryParameters(
                Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet()), repeatable);
    }

    /**
     * Returns the query parameters of the request.
     *
     * @throws InvalidApiTokenException naming a parameter that is unknown or repeated
     */
    public MultivaluedMap<String, String> read(KeycloakSession session) {
        MultivaluedMap<String, String> given = session.getContext().getUri().getQueryParameters();
        given.forEach((name, values) -> {
            if (!names.contains(name) || values.size() > 1 && !repeatable.contains(name)) {
                throw invalid(name);
            }
        });
        return given;
    }

    /**
     * Returns the query parameters of a request that revokes what they select.
     *
     * @throws InvalidApiTokenException naming a parameter that is unknown or repeated, or blank: an empty variable of a
     *     script would select more than the caller meant
     */
    public MultivaluedMap<String, String> readSelection(KeycloakSession session) {
        MultivaluedMap<String, String> given = read(session);
        given.forEach((name, values) -> {
            if (values.stream().anyMatch(String::isBlank)) {
                throw invalid(name);
            }
        });
        return given;
    }

    static InvalidApiTokenException invalid(String name) {
        return new InvalidApiTokenException("apiTokenParameterInvalid", name);
    }
}
