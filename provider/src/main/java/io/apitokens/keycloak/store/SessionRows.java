package io.apitokens.keycloak.store;

import io.apitokens.keycloak.token.ApiToken;

/** The rows of the sessions of API tokens. */
public interface SessionRows {

    /**
     * Locks the derived session in the database until the transaction ends, and reads its committed state.
     *
     * @return whether the session exists
     */
    boolean lockDerived(ApiToken token);

    /** Forgets the granting session of an ended API token, after that session was removed. */
    void forgetGranting(ApiToken token);
}
