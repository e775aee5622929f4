package io.apitokens.keycloak.rest;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An API token as its user sees it. Times are epoch milliseconds; what has no value is left out.
 *
 * @param clientId OAuth client_id of the token client
 * @param everything whether everything that the user may do was granted
 * @param scopes what was picked otherwise
 * @param status {@code active}, {@code expired} or {@code revoked}
 * @param expiresTimestamp left out where it never expires
 * @param revokedBy {@code user}, {@code client} or {@code admin}
 * @param revokedReason why it was revoked
 * @param revokedComment what an admin had to say about it, left out for nothing
 * @param blockedBy why an active API token does not work now, left out where it does: {@code not_before},
 *     {@code client_disabled}, {@code client_not_found}, {@code no_token_client}, {@code user_disabled},
 *     {@code user_not_found} or {@code service_account_disabled}
 * @param lastUse left out where it was never used
 * @param rotation left out where its secret never changed
 * @param secret in the answer to minting or rotating and in no other
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
     * @param description the consent text, left out where there is none
     * @param granted whether the API token has it now: false if the application does not have it any more, or does not
     *     give it to this user
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GrantedScopeRepresentation(String name, String description, boolean granted) {}

    /**
     * A use, exact to the minute.
     *
     * @param clientId OAuth client_id of the client that introspected or exchanged it; left out at Keycloak itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UseRepresentation(long timestamp, String address, String clientId) {}

    /**
     * How the secret changed last.
     *
     * @param graceEndsTimestamp until when the secret before counts as well; left out where it did not from the start
     * @param lateUse the last use of a secret that did not count any more; left out for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RotationRepresentation(long rotatedTimestamp, Long graceEndsTimestamp, UseRepresentation lateUse) {}

    /** Without the secret. */
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
