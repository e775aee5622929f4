package io.apitokens.keycloak.diagnosis;

/** The change after which a check passes. */
public enum Remedy {
    /** Copy the whole secret. */
    COPY_AGAIN,
    /** Use an API token, or a JWT that was exchanged for one. */
    USE_API_TOKEN,
    /** Check the realm and the secret. */
    CHECK_SECRET,
    ENABLE_REALM,
    /** Mint another API token. */
    MINT,
    /** Use the secret that the last rotation returned. */
    USE_NEW_SECRET,
    ENABLE_CLIENT,
    /** Enable API tokens for the client. */
    ENABLE_TOKEN_CLIENT,
    ENABLE_USER,
    /** Enable the client of the service account, and its service account. */
    ENABLE_SERVICE_ACCOUNT,
    /** Exchange the API token for another JWT. */
    EXCHANGE_AGAIN,
    ENABLE_API,
    /** Switch client authentication of the API on. */
    MAKE_API_CONFIDENTIAL,
    /** Name a client of the protocol {@code openid-connect}. */
    USE_OPENID_CLIENT,
    /** Mint another API token with one of the scopes. */
    MINT_WITH_SCOPE,
    /** Give the user one of the roles. */
    GIVE_ROLE,
    /** Give the user any role of the API: full scope is allowed, so one is enough. */
    GIVE_ANY_ROLE,
    /** Map a role of the API to a scope, or give a scope an audience mapper. */
    MAP_AUDIENCE,
    /** Request the API as the audience of the exchange. */
    EXCHANGE_FOR_API,
    /** Request the scope at the exchange. */
    EXCHANGE_WITH_SCOPE,
    /** Add the scope to the optional client scopes of the token client. */
    OFFER_SCOPE,
    /** Remove the scope from the forbidden scopes of the policy. */
    ALLOW_SCOPE
}
