package io.apitokens.keycloak.policy;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What users are told by email. */
public enum Notice {
    /** An API token was minted, or has a new secret. */
    MINTED,
    /** An API token expires within a week. */
    EXPIRING,
    /** Somebody else than the user ended an API token: an admin, a client or a policy. */
    ENDED,
    /** The secret of an API token was reported as leaked. */
    LEAKED,
    /** A secret was used that a rotation had replaced. */
    ROTATED;

    /** In lower case, as attributes and REST have it. */
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
