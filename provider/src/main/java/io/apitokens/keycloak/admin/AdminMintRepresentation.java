package io.apitokens.keycloak.admin;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.Expiry;
import io.apitokens.keycloak.policy.MintRequest;

/**
 * The body of an admin's request to mint.
 *
 * @param userId user, or service account of a client, that gets the API token
 * @param clientId OAuth client_id; optional if there is only one token client
 * @param scopes left out for all that the user may do
 * @param expiresTimestamp epoch milliseconds
 * @param lifetime seconds, instead of a time; without either, the API token never expires if the policy allows that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdminMintRepresentation(
        String userId,
        String label,
        String description,
        String clientId,
        List<String> scopes,
        Long expiresTimestamp,
        Long lifetime) {

    /** Returns a copy that the admin event can store. */
    AdminMintRepresentation storable() {
        return new AdminMintRepresentation(
                userId,
                label == null ? null : ApiTokenEvent.storable(label),
                description == null ? null : ApiTokenEvent.storable(description),
                clientId,
                scopes,
                expiresTimestamp,
                lifetime);
    }

    MintRequest toRequest() {
        return new MintRequest(label, description, clientId, scopes, new Expiry(expiresTimestamp, lifetime));
    }
}
