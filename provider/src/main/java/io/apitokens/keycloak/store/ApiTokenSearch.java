package io.apitokens.keycloak.store;

import java.util.List;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.ApiToken;

/** Finds the API tokens of a realm that match a filter. Each method is a query. */
public interface ApiTokenSearch {

    /** Returns one page of the API tokens. */
    Stream<ApiToken> page(ApiTokenFilter.Page page);

    /**
     * Returns the next API tokens, oldest first.
     *
     * @param last position after which to continue; null to start
     */
    Stream<ApiToken> after(Position last, int max);

    /**
     * A position in the order of minting. It stays valid if its API token is removed.
     *
     * @param created epoch milliseconds
     */
    record Position(long created, String id) {

        /** Returns the position of an API token; null for null. */
        public static Position of(ApiToken token) {
            return token == null ? null : new Position(token.created(), token.id());
        }
    }

    /** Counts the API tokens, up to a limit. */
    int count(int limit);

    /** Returns the user id of each API token. The filter must select {@link ApiTokenFilter.Owners#PERMITTED}. */
    List<String> owners(int max);
}
