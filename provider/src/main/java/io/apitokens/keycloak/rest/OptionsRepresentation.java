package io.apitokens.keycloak.rest;

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
     * @param minting how this user may mint for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Application(
            String clientId,
            String name,
            String description,
            List<Scope> defaultScopes,
            List<Scope> scopes,
            Minting minting) {}

    /**
     * A client scope.
     *
     * @param description the consent text, left out where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scope(String name, String description) {}

    /**
     * What the policy says about minting for an application.
     *
     * @param refusal why the user cannot mint at all, as a message key; left out where it is possible
     * @param maxLifetime seconds; left out where there is none
     * @param defaultLifetime seconds, what to offer first; left out for never
     * @param maxAuthenticationAge how many seconds old the login may be; left out where it does not matter
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Minting(
            String refusal,
            boolean nonExpiringAllowed,
            Long maxLifetime,
            Long defaultLifetime,
            Integer maxAuthenticationAge) {}

    /**
     * What bounds minting.
     *
     * @param maxActive how many active API tokens the user may have
     * @param active how many there are
     */
    public record Policy(int maxActive, long active) {}
}
