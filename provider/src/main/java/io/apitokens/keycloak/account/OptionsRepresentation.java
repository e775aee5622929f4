package io.apitokens.keycloak.account;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/** What the user can mint. */
public record OptionsRepresentation(List<Application> clients, Policy policy) {

    /**
     * A token client.
     *
     * @param clientId its OAuth client_id
     * @param defaultScopes in each of its API tokens
     * @param scopes what this user may pick
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Application(
            String clientId, String name, String description, List<Scope> defaultScopes, List<Scope> scopes) {}

    /**
     * A client scope.
     *
     * @param description the consent text, left out where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scope(String name, String description) {}

    /**
     * What bounds minting.
     *
     * @param maxActive how many active API tokens the user may have
     * @param active how many there are
     */
    public record Policy(int maxActive, long active) {}
}
