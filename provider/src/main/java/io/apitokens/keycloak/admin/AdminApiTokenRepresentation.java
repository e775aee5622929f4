package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.apitokens.keycloak.rest.ApiTokenRepresentation;

/**
 * An API token as admins see it: as its user does, and whose it is.
 *
 * @param username left out where the user is gone
 * @param revokedByAdmin which admin revoked it, where one did
 * @param allowed what it allows today; only where one is asked for, and nothing where it is not active
 * @param access what the admin may do to it, in Keycloak's manner: {@code manage} to revoke it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdminApiTokenRepresentation(
        @JsonUnwrapped ApiTokenRepresentation token,
        String userId,
        String username,
        RevokingAdmin revokedByAdmin,
        List<AllowedScopes.Scope> allowed,
        Map<String, Boolean> access) {}
