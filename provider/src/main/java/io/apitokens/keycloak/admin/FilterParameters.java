package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MultivaluedMap;

import io.apitokens.keycloak.rest.ListParameters;
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
    private static final String COMMENT = "comment";
    private static final String EXPECTED = "expected";
    private static final String ALL = "all";
    private static final Set<String> OTHERS = Set.of(DRY_RUN, COMMENT, EXPECTED, ALL);
    private static final Set<String> NARROWING = Set.of(
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

    private final AdminRequest request;
    private final ListParameters parameters;

    private FilterParameters(AdminRequest request, ListParameters parameters) {
        this.request = request;
        this.parameters = parameters;
    }

    /** Returns the parameters of a request for a list. */
    static FilterParameters of(AdminRequest request) {
        return new FilterParameters(
                request,
                new ListParameters(request.session().getContext().getUri().getQueryParameters()));
    }

    /**
     * Returns the parameters of a request to revoke.
     *
     * @throws InvalidApiTokenException if a parameter is unknown, repeated or blank, or if neither a parameter filters
     *     nor {@code all} is true
     */
    static FilterParameters toRevoke(AdminRequest request) {
        MultivaluedMap<String, String> given =
                request.session().getContext().getUri().getQueryParameters();
        given.forEach((name, values) -> {
            boolean known = NARROWING.contains(name) || OTHERS.contains(name);
            if (!known || values.size() != 1 || values.get(0).isBlank()) {
                throw new InvalidApiTokenException("apiTokenParameterInvalid", name);
            }
        });
        FilterParameters parameters = of(request);
        boolean isFiltered = given.keySet().stream().anyMatch(NARROWING::contains);
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
        return Comment.parse(parameters.text(COMMENT));
    }

    /** Returns the number that a dry run returned; null if the parameter is missing. */
    Long expected() {
        return parameters.time(EXPECTED);
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
