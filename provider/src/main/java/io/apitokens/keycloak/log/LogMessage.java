package io.apitokens.keycloak.log;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * The log messages for operators. Each has a code, which stays if the text changes. docs/operations.md says what to do.
 * No message has a secret, a label or the name of a user.
 */
public enum LogMessage {

    /** The task continues with the other API tokens. */
    TOKEN_LEFT(1, Level.ERROR, "A task could not end or remove API token %s"),
    /** Concurrent requests kept Keycloak from removing the session. */
    SESSION_LEFT(2, Level.ERROR, "The derived session of ended API token %s could not be removed. It opens nothing"),
    /** The hourly tasks skip the realm. */
    REALM_LEFT(
            3, Level.ERROR, "API tokens of realm %s are neither ended as unused nor removed: attribute %s is invalid"),
    /** The realm or client cannot mint or rotate. */
    NOTHING_MINTED(4, Level.ERROR, "API tokens of realm %s cannot be minted or rotated: attribute %s is invalid"),
    /** The client was asked to retry. */
    NOT_REVOKED(5, Level.WARN, "An API token could not be revoked"),
    /** The next run retries; at a shutdown the uses are lost. */
    USES_NOT_WRITTEN(6, Level.WARN, "Uses of API tokens could not be written"),
    /** The mail server did not accept the notice. */
    NOTICE_NOT_SENT(7, Level.WARN, "Notice %s of an API token of realm %s could not be sent"),
    /** The stricter policy of the client has no effect on the tasks. */
    CLIENT_LEFT(
            8, Level.ERROR, "Tasks apply the policy of realm %s to client %s: attribute %s of the client is invalid"),
    /** The other steps of the task run. */
    STEP_FAILED(9, Level.ERROR, "Step %s of the API token task failed. The next run retries it"),
    /** The API was asked to retry. */
    NOT_INTROSPECTED(10, Level.WARN, "An API token could not be introspected"),
    /** Notices arrive faster than the mail server accepts them. */
    NOTICES_LOST(11, Level.WARN, "%d notices of API tokens of realm %s were dropped: too many were waiting"),
    /** The client was asked to retry. */
    NOT_USED(12, Level.WARN, "An API token could not be used"),
    /** No door uses the other session. */
    FOREIGN_SESSION(
            13,
            Level.WARN,
            "A session with the id of the derived session of API token %s is not derived, and is ignored"),
    /** Responses have the expiry of the API token, or none. */
    NO_MAX_AGE(14, Level.ERROR, "Introspections by client %s of realm %s have no maximum age: attribute %s is invalid"),
    /** Each introspection evaluates the claims anew. */
    NOTHING_KEPT(15, Level.WARN, "Introspections cost more: Keycloak's caches are not those that this version knows"),
    /** The server starts all the same: its classes fit. */
    UNTESTED_KEYCLOAK(16, Level.WARN, "API tokens %s are not tested with Keycloak %s, but with %s");

    private static final String PREFIX = "KCAT-%04d";

    private final int number;
    private final Level level;
    private final String text;

    LogMessage(int number, Level level, String text) {
        this.number = number;
        this.level = level;
        this.text = text;
    }

    /** Returns the code to search for in the log and the documentation. */
    public String code() {
        return PREFIX.formatted(number);
    }

    /** Returns the log level. */
    public Level level() {
        return level;
    }

    /**
     * Logs the message.
     *
     * @param cause null for none
     */
    public void log(Logger logger, Throwable cause, Object... parameters) {
        logger.logf(LogMessage.class.getName(), level, cause, code() + ": " + text, parameters);
    }
}
