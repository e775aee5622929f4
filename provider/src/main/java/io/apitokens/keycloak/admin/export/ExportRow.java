package io.apitokens.keycloak.admin.export;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An API token in an export. Times are epoch milliseconds. Members without a value are left out.
 *
 * @param username left out if the user was removed
 * @param clientId OAuth client_id of the token client; its internal id if the client was removed
 * @param scopes selected scopes; empty if everything was granted
 * @param lastUsedBy OAuth client_id of the client that used it last
 * @param cursor position after this row, for the parameter {@code after}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "id",
    "label",
    "hint",
    "userId",
    "username",
    "clientId",
    "everything",
    "scopes",
    "status",
    "createdTimestamp",
    "expiresTimestamp",
    "lastUsedTimestamp",
    "lastUsedBy",
    "rotatedTimestamp",
    "revokedTimestamp",
    "revokedReason",
    "cursor"
})
public record ExportRow(
        String id,
        String label,
        String hint,
        String userId,
        String username,
        String clientId,
        boolean everything,
        List<String> scopes,
        String status,
        long createdTimestamp,
        Long expiresTimestamp,
        Long lastUsedTimestamp,
        String lastUsedBy,
        Long rotatedTimestamp,
        Long revokedTimestamp,
        String revokedReason,
        String cursor) {}
