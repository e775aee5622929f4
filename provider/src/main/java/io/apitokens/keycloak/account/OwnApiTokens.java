package io.apitokens.keycloak.account;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

import io.apitokens.keycloak.rest.ListParameters;
import io.apitokens.keycloak.rest.QueryParameters;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.models.ClientModel;

/** The API tokens of the user that the query parameters of a request select. */
record OwnApiTokens(AccountRequest request) {

    private static final String SEARCH = "search";
    private static final String CLIENT = "client";
    private static final String ID = "id";
    private static final String ALL = "all";
    private static final String EVERY = ALL + "=true";
    private static final Set<String> SELECTING = Set.of(SEARCH, CLIENT, ID);
    private static final QueryParameters OF_LIST = QueryParameters.of(SEARCH, CLIENT, "status", "sort", "first", "max");
    private static final QueryParameters OF_REVOCATION =
            new QueryParameters(Set.of(SEARCH, CLIENT, ID, ALL), Set.of(ID));

    /**
     * Returns the page of the list that the parameters select.
     *
     * @throws InvalidApiTokenException naming a parameter that is unknown, repeated or invalid
     */
    List<ApiToken> page() {
        ListParameters parameters = new ListParameters(OF_LIST.read(request.session()));
        String client = client(parameters).map(ClientModel::getId).orElse(null);
        ApiTokenFilter filter = parameters.ofUser(request.user().getId()).ofClient(client);
        return ApiTokenProvider.of(request.session())
                .search(request.realm(), filter)
                .page(parameters.page())
                .toList();
    }

    /**
     * Returns the API tokens to revoke: those that each parameter selects, or with {@code all=true} all that are not
     * revoked yet.
     *
     * @throws InvalidApiTokenException if there is no selection, or if a parameter is unknown, repeated or invalid: a
     *     script with a misspelt parameter or an empty variable would end more than it meant to
     */
    Stream<ApiToken> toRevoke() {
        MultivaluedMap<String, String> given = OF_REVOCATION.readSelection(request.session());
        requireSelectionOrAll(given);
        ListParameters parameters = new ListParameters(given);
        Optional<ClientModel> client = client(parameters);
        Optional<String> part = Optional.ofNullable(parameters.ofUser(null).label())
                .map(search -> search.text().toLowerCase(Locale.ROOT));
        List<String> ids = given.get(ID);
        return ApiTokenProvider.of(request.session())
                .notRevoked(request.realm(), request.user())
                .filter(token -> ids == null || ids.contains(token.id()))
                .filter(token -> client.isEmpty() || client.get().getId().equals(token.clientId()))
                .filter(token -> part.isEmpty()
                        || token.label().value().toLowerCase(Locale.ROOT).contains(part.get()));
    }

    private static void requireSelectionOrAll(MultivaluedMap<String, String> given) {
        boolean isSelecting = given.keySet().stream().anyMatch(SELECTING::contains);
        if (!given.containsKey(ALL)) {
            if (!isSelecting) {
                throw new InvalidApiTokenException("apiTokenSelectionRequired", ALL, ID, CLIENT, SEARCH, EVERY);
            }
        } else if (isSelecting || !"true".equals(given.getFirst(ALL))) {
            throw new InvalidApiTokenException("apiTokenParameterInvalid", ALL);
        }
    }

    private Optional<ClientModel> client(ListParameters parameters) {
        String clientId = parameters.text(CLIENT);
        if (clientId == null) {
            return Optional.empty();
        }
        // PostgreSQL rejects a query with the character U+0000.
        ClientModel client = clientId.codePoints().anyMatch(Character::isISOControl)
                ? null
                : request.realm().getClientByClientId(clientId);
        if (client == null) {
            throw new InvalidApiTokenException("apiTokenParameterInvalid", CLIENT);
        }
        return Optional.of(client);
    }
}
