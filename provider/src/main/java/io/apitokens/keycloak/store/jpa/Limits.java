package io.apitokens.keycloak.store.jpa;

/**
 * How many API tokens the store holds for one user of a realm.
 *
 * @param active active ones
 * @param ended ended ones, whose rows are kept to tell what became of them
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
