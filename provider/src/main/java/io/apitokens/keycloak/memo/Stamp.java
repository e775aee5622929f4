package io.apitokens.keycloak.memo;

/**
 * The state of a node's realm cache. If two stamps are equal, no invalidation was in progress and nothing was cleared
 * in between.
 *
 * @param revision number of invalidations in all realms; clearing the whole cache does not count. While an invalidation
 *     is in progress, a lower number that never matches a later one
 * @param realm stands for one cached instance of the realm, which is another one after the cache was cleared
 */
record Stamp(long revision, Object realm) {}
