package io.apitokens.keycloak.rest;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An API token for its user. Times are epoch milliseconds. Members without a value are left out.
 *
 * @param clientId OAuth client_id of the token client
 * @param everything whether all that the user may do was granted
 * @param scopes selected scopes; empty if everything was granted
 * @param status {@code active}, {@code expired} or {@code revoked}
 * @param expiresTimestamp left out if it never expires
 * @param revokedBy {@code user}, {@code client} or {@code admin}
 * @param revokedReason reason of the revocation
 * @param revokedComment comment of an admin on the revocation
 * @param blockedBy reason why an active API token is not accepted now: {@code realm_disabled}, {@code not_before},
 *     {@code client_disabled}, {@code client_not_found}, {@code no_token_client}, {@code user_disabled}, {@code
 *     user_not_found} or {@code service_account_disabled}
 * @param lastUse left out if it was never used
 * @param rotation left out if it was never rotated
 * @param secret only in the response to minting or rotating
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiTokenRepresentation(
        String id,
        String label,
        String description,
        String hint,
        String clientId,
        String clientName,
        boolean everything,
        List<GrantedScopeRepresentation> scopes,
        String status,
        long createdTimestamp,
        Long expiresTimestamp,
        Long revokedTimestamp,
        String revokedBy,
        String revokedReason,
        String revokedComment,
        String blockedBy,
        UseRepresentation lastUse,
        RotationRepresentation rotation,
        String secret) {

    /**
     * One client scope of an API token.
     *
     * @param description the consent text, left out if there is none
     * @param granted whether the API token has it now: false if the application does not have it any more, or not for
     *     this user
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GrantedScopeRepresentation(String name, String description, boolean granted) {}

    /**
     * A use of an API token, exact to the minute.
     *
     * @param clientId OAuth client_id of the client that introspected or exchanged it; left out if Keycloak itself
     *     accepted it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UseRepresentation(long timestamp, String address, String clientId) {}

    /**
     * The last rotation.
     *
     * @param graceEndsTimestamp end of the previous secret; left out if it ended with the rotation
     * @param lateUse the last use of a previous secret after its end; left out if there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RotationRepresentation(long rotatedTimestamp, Long graceEndsTimestamp, UseRepresentation lateUse) {}

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "ApiTokenRepresentation[" + id + "]";
    }

    public ApiTokenRepresentation withSecret(String shownOnce) {
        return new ApiTokenRepresentation(
                id,
                label,
                description,
                hint,
                clientId,
                clientName,
                everything,
                scopes,
                status,
                createdTimestamp,
                expiresTimestamp,
                revokedTimestamp,
                revokedBy,
                revokedReason,
                revokedComment,
                blockedBy,
                lastUse,
                rotation,
                shownOnce);
    }
}
