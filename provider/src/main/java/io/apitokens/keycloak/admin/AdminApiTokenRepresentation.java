package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.apitokens.keycloak.rest.ApiTokenRepresentation;

/**
 * An API token for admins.
 *
 * @param username left out if the user was removed
 * @param revokedByAdmin admin who revoked it, if one did
 * @param allowed scopes and roles that it has now, empty if it is not active; left out in lists
 * @param access permissions of the admin, in the form that Keycloak uses: {@code manage} to revoke it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdminApiTokenRepresentation(
        @JsonUnwrapped ApiTokenRepresentation token,
        String userId,
        String username,
        RevokingAdmin revokedByAdmin,
        List<AllowedScopes.Scope> allowed,
        Map<String, Boolean> access) {}
