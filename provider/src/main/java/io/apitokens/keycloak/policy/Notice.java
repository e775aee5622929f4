package io.apitokens.keycloak.policy;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A kind of email to the user of an API token. */
public enum Notice {
    /** An API token was minted, or has a new secret. */
    MINTED,
    /** An API token expires within a week. */
    EXPIRING,
    /** An admin, a client or a policy ended an API token. */
    ENDED,
    /** The secret of an API token was reported as leaked. */
    LEAKED,
    /** A previous secret was used after its end, or an API token tried to rotate itself with one. */
    ROTATED;

    /** Returns the name in lower case, for attributes and REST. */
    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param value as {@link #value()}
     * @throws IllegalArgumentException for anything else
     */
    @JsonCreator
    public static Notice of(String value) {
        for (Notice notice : values()) {
            if (notice.value().equals(value)) {
                return notice;
            }
        }
        throw new IllegalArgumentException("No notice: " + value);
    }
}
