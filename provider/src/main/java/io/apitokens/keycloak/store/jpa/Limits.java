package io.apitokens.keycloak.store.jpa;

/**
 * The maximum numbers of API tokens that the store holds for one user of a realm.
 *
 * @param active maximum number of active API tokens
 * @param ended maximum number of ended API tokens whose rows are kept as history
 */
record Limits(int active, int ended) {

    Limits {
        if (active < 1) {
            throw new IllegalArgumentException("A user must be allowed at least one active API token");
        }
        if (ended < 1) {
            throw new IllegalArgumentException("At least one ended API token of a user must be kept");
        }
    }
}
