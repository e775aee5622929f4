package io.apitokens.keycloak.bench;

import java.time.Duration;

/** The result of a load. */
record Outcome(long requests, Duration elapsed, Duration median, Duration p99) {}
