package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.apitokens.keycloak.admin.application.ApplicationScope;
import io.apitokens.keycloak.admin.application.Warning;

/**
 * A client as an application for API tokens.
 *
 * @param id internal id
 * @param clientId OAuth client_id
 * @param name left out if it has none
 * @param enabled whether API tokens can be issued for it
 * @param access permissions of the admin, in the form that Keycloak uses: {@code configure} to change it
 * @param scopes left out in lists
 * @param warnings left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationRepresentation(
        String id,
        String clientId,
        String name,
        boolean enabled,
        Map<String, Boolean> access,
        List<ApplicationScope> scopes,
        List<Warning> warnings) {

    /**
     * The body of a request to change it.
     *
     * @param enabled required
     */
    public record Change(Boolean enabled) {}
}
