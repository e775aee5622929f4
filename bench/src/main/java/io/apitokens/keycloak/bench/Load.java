package io.apitokens.keycloak.bench;

import java.util.function.Supplier;

/**
 * Requests of one kind.
 *
 * @param messages gives another message for each request
 */
record Load(Kind kind, Supplier<Message> messages, Expected expected) {}
