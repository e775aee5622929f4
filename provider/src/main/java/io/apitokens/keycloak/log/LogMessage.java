package io.apitokens.keycloak.log;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * What the extension tells operators in the log, each with a code that stays when the words change: docs/operations.md
 * says for each what to do. None ever has a secret, a label or the name of a user in it.
 */
public enum LogMessage {

    /** A task goes on with the others. */
    TOKEN_LEFT(1, Level.ERROR, "API token %s was left as it is"),
    /** The removal of a derived session lost against others, time and again. */
    SESSION_LEFT(2, Level.ERROR, "A session of API token %s may be left. It opens nothing: the API token has ended"),
    /** The cleaning of a realm stands still. */
    REALM_LEFT(3, Level.ERROR, "API tokens of realm %s are neither ended nor removed until the attribute %s is mended"),
    /** The minting of a realm or client stands still. */
    NOTHING_MINTED(
            4, Level.ERROR, "Nothing is minted in realm %s until the attribute %s of the API token policy is mended"),
    /** The client was asked to try again. */
    NOT_REVOKED(5, Level.WARN, "An API token could not be revoked"),
    /** They wait for the next time; where the server is going down, there is none. */
    USES_NOT_WRITTEN(6, Level.WARN, "Uses of API tokens could not be written"),
    /** The mail server did not take it. */
    NOTICE_NOT_SENT(7, Level.WARN, "A notice (%s) of an API token of realm %s could not be sent"),
    /** What the client says stricter than its realm does not count. */
    CLIENT_LEFT(8, Level.ERROR, "Only the policy of realm %s holds for client %s until its attribute %s is mended"),
    /** The other steps of the task go on. */
    STEP_FAILED(9, Level.ERROR, "The step %s of the task of API tokens failed. The next run tries again"),
    /** The API was asked to try again. */
    NOT_INTROSPECTED(10, Level.WARN, "An API token could not be introspected"),
    /** The mail server takes them more slowly than they come. */
    NOTICES_LOST(11, Level.WARN, "%d notices of API tokens of realm %s were not sent: too many waited"),
    /** The client was asked to try again. */
    NOT_USED(12, Level.WARN, "An API token could not be used"),
    /** No door uses the other session. */
    FOREIGN_SESSION(13, Level.WARN, "A session that is not derived from API token %s has its id, and is not used");

    private static final String PREFIX = "KCAT-%04d";

    private final int number;
    private final Level level;
    private final String text;

    LogMessage(int number, Level level, String text) {
        this.number = number;
        this.level = level;
        this.text = text;
    }

    /** What to search the log and the documentation for. */
    public String code() {
        return PREFIX.formatted(number);
    }

    /** How bad it is. */
    public Level level() {
        return level;
    }

    /**
     * Writes it.
     *
     * @param cause null for none
     */
    public void log(Logger logger, Throwable cause, Object... parameters) {
        logger.logf(LogMessage.class.getName(), level, cause, code() + ": " + text, parameters);
    }
}
