package io.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.apitokens.keycloak.rest.ApiTokenRepresentation;

/**
 * An API token as admins see it: as its user does, and whose it is.
 *
 * @param username left out where the user is gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdminApiTokenRepresentation(
        @JsonUnwrapped ApiTokenRepresentation token, String userId, String username) {}
