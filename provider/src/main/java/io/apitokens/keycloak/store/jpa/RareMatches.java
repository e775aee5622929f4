package io.apitokens.keycloak.store.jpa;

import java.util.List;

/**
 * Ids of API tokens that a scan in the order of a list would reach late or never, looked up by another index.
 *
 * @param ofFilter ids that match the rare part of the filter; null if there are too many or the filter has no such part
 * @param expired ids of API tokens that have expired and are not yet marked; null if there are too many or the filter
 *     does not ask for them
 */
record RareMatches(List<String> ofFilter, List<String> expired) {

    /** The search uses no rare ids. */
    static final RareMatches NONE = new RareMatches(null, null);
}
