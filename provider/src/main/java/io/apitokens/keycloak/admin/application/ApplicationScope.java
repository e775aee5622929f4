package io.apitokens.keycloak.admin.application;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A client scope that API tokens of a client can have.
 *
 * @param name of the client scope, or the OAuth client_id for what the client itself adds
 * @param text consent text, left out if there is none
 * @param isDefault whether each API token has it
 * @param isForbidden whether the policy keeps it out of API tokens
 * @param roles {@code role} of the realm or {@code client: role}
 * @param apis OAuth client_ids of the APIs that can introspect a token with it, of a user who has the roles
 * @param everyApiOfUser whether each API in which the user has a role can do so as well, because full scope is allowed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationScope(
        String name,
        String text,
        @JsonProperty("isDefault") boolean isDefault,
        @JsonProperty("isForbidden") boolean isForbidden,
        List<String> roles,
        List<String> apis,
        boolean everyApiOfUser) {

    boolean leadsToAnApi() {
        return everyApiOfUser || !apis.isEmpty();
    }
}
