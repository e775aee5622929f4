package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MultivaluedMap;

import io.apitokens.keycloak.rest.ListParameters;
import io.apitokens.keycloak.rest.QueryParameters;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Owners;
import io.apitokens.keycloak.store.ApiTokenFilter.Page;
import io.apitokens.keycloak.store.ApiTokenFilter.Scope;
import io.apitokens.keycloak.store.TokenClients;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The query parameters with which admins select the API tokens to list or revoke. */
final class FilterParameters {

    private static final String DRY_RUN = "dryRun";
    private static final String EXPECTED = "expected";
    private static final String ALL = "all";
    private static final QueryParameters NARROWING = QueryParameters.of(
            "user",
            "client",
            "search",
            "scope",
            "everything",
            "createdFrom",
            "createdTo",
            "lastUsedFrom",
            "lastUsedTo",
            "neverUsed",
            "unusedSince",
            "expiresFrom",
            "expiresTo",
            "neverExpires");
    private static final QueryParameters OF_LIST = NARROWING.and("status", "sort", "first", "max");
    private static final QueryParameters OF_EXPORT = NARROWING.and("status").and(ExportParameters.NAMES);
    private static final QueryParameters OF_REVOCATION = NARROWING.and(DRY_RUN, Comment.FIELD, EXPECTED, ALL);

    private final AdminRequest request;
    private final ListParameters parameters;

    private FilterParameters(AdminRequest request, ListParameters parameters) {
        this.request = request;
        this.parameters = parameters;
    }

    /**
     * Returns the parameters of a request for a list or its length.
     *
     * @throws InvalidApiTokenException naming a parameter that is unknown or repeated
     */
    static FilterParameters ofList(AdminRequest request) {
        return new FilterParameters(request, new ListParameters(OF_LIST.read(request.session())));
    }

    /**
     * Returns the parameters of a request for an export.
     *
     * @throws InvalidApiTokenException naming a parameter that is unknown or repeated
     */
    static FilterParameters ofExport(AdminRequest request) {
        return new FilterParameters(request, new ListParameters(OF_EXPORT.read(request.session())));
    }

    /**
     * Returns the parameters of a request to revoke.
     *
     * @throws InvalidApiTokenException if a parameter is unknown, repeated or blank, or if neither a parameter filters
     *     nor {@code all} is true
     */
    static FilterParameters toRevoke(AdminRequest request) {
        MultivaluedMap<String, String> given = OF_REVOCATION.readSelection(request.session());
        FilterParameters parameters = new FilterParameters(request, new ListParameters(given));
        boolean isFiltered = given.keySet().stream().anyMatch(NARROWING.names()::contains);
        boolean isAll = Boolean.TRUE.equals(parameters.parameters.bool(ALL));
        if (isFiltered && isAll) {
            throw new InvalidApiTokenException("apiTokenParameterInvalid", ALL);
        }
        if (!isFiltered && !isAll) {
            throw new InvalidApiTokenException("apiTokenFilterRequired", null);
        }
        return parameters;
    }

    /** Returns all parameters. */
    ListParameters all() {
        return parameters;
    }

    Page page() {
        return parameters.page();
    }

    /** Returns whether the request only counts API tokens. */
    boolean dryRun() {
        return Boolean.TRUE.equals(parameters.bool(DRY_RUN));
    }

    /** Returns the comment of the admin; null for none. */
    Comment comment() {
        return Comment.parse(parameters.text(Comment.FIELD));
    }

    /**
     * Returns the number that a dry run returned; null if the parameter is missing.
     *
     * @throws InvalidApiTokenException if it is negative
     */
    Long expected() {
        Long expected = parameters.time(EXPECTED);
        if (expected != null && expected < 0) {
            throw new InvalidApiTokenException("apiTokenParameterInvalid", EXPECTED);
        }
        return expected;
    }

    /** Returns the filter for a list, limited to users that the admin may view. */
    ApiTokenFilter filter() {
        return parameters.ofRealm(
                clientId(), scope(), AdminVisibility.of(request).owners());
    }

    /** Returns the filter for a revocation: only API tokens that are active now and were minted before this request. */
    ApiTokenFilter activeNow() {
        ApiTokenFilter filter = parameters.ofRealm(clientId(), scope(), Owners.ALL);
        if (parameters.text("search") != null && filter.label() == null) {
            // A search for "*" has no text to match and would select every API token.
            throw new InvalidApiTokenException("apiTokenParameterInvalid", "search");
        }
        long now = Time.currentTimeMillis();
        Long to = filter.created().to();
        return filter.with(
                ApiToken.Status.ACTIVE,
                new ApiTokenFilter.Period(filter.created().from(), to == null ? now + 1 : Math.min(to, now + 1)));
    }

    /** Rejects a scope that the realm does not have, because it may be misspelt. */
    private Scope scope() {
        String name = parameters.text("scope");
        if (name == null) {
            return null;
        }
        if (KeycloakModelUtils.getClientScopeByName(request.realm(), name) == null) {
            throw new InvalidApiTokenException("apiTokenParameterInvalid", "scope");
        }
        List<TokenClient> clients =
                TokenClients.in(request.session(), request.realm()).toList();
        return new Scope(
                name,
                ids(clients, client -> client.defaultScopes()
                        .anyMatch(scope -> scope.getName().equals(name))),
                ids(clients, client -> client.isAmongEverything(name)));
    }

    private static Set<String> ids(List<TokenClient> clients, Predicate<TokenClient> wanted) {
        return clients.stream()
                .filter(wanted)
                .map(client -> client.client().getId())
                .collect(Collectors.toSet());
    }

    private String clientId() {
        String clientId = parameters.text("client");
        if (clientId == null) {
            return null;
        }
        ClientModel client = request.realm().getClientByClientId(clientId);
        if (client == null) {
            throw new InvalidApiTokenException("apiTokenParameterInvalid", "client");
        }
        return client.getId();
    }
}
