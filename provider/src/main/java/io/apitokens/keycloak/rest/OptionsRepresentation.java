package io.apitokens.keycloak.rest;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The options of a user who wants to mint. */
public record OptionsRepresentation(List<Application> clients, Policy policy) {

    /**
     * A token client.
     *
     * @param clientId its OAuth client_id
     * @param suggestedLabel label that an API token gets if the request has none
     * @param defaultScopes scopes that each of its API tokens has
     * @param scopes scopes that the user may select
     * @param minting rules for the user
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Application(
            String clientId,
            String name,
            String description,
            String suggestedLabel,
            List<Scope> defaultScopes,
            List<Scope> scopes,
            Minting minting) {}

    /**
     * A client scope.
     *
     * @param description the consent text, left out if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scope(String name, String description) {}

    /**
     * The policy for minting for an application.
     *
     * @param refusal message key of the reason why the user cannot mint; left out if the user can
     * @param maxLifetime seconds; left out if there is no maximum
     * @param defaultLifetime seconds; left out if API tokens never expire by default
     * @param everythingByDefault whether everything that the user may do is selected first
     * @param maxAuthenticationAge maximum age of the login in seconds; left out if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Minting(
            String refusal,
            boolean nonExpiringAllowed,
            Long maxLifetime,
            Long defaultLifetime,
            boolean everythingByDefault,
            Integer maxAuthenticationAge) {}

    /**
     * The limits of the user.
     *
     * @param maxActive maximum number of active API tokens of the user
     * @param active number of active API tokens of the user
     */
    public record Policy(int maxActive, long active) {}
}
