package io.apitokens.keycloak.admin.application;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A setting of a token client that surprises, with the client scopes that it is about.
 *
 * @param kind lower case, as in {@link Kind}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Warning(String kind, List<String> scopes) {

    /** Everything to warn of. */
    public enum Kind {
        /** The client is disabled, so its API tokens are not active. */
        CLIENT_DISABLED,
        /** No client scope leads to an API that can introspect, so every API refuses the API tokens. */
        NO_AUDIENCE,
        /** An API token has all roles of its user, whatever scopes it has. */
        FULL_SCOPE,
        /** Users see the names of client scopes in place of texts. */
        NO_CONSENT_TEXT,
        /** The client wants tokens that are bound to a key (RFC 9449), but API tokens are bearer tokens. */
        DPOP,
        /** Anybody who has the secret can revoke the API token in the name of the client. */
        PUBLIC,
        /** Clients of this kind have no scopes that users can select. */
        BEARER_ONLY
    }

    static Warning of(Kind kind, List<String> scopes) {
        return new Warning(kind.name().toLowerCase(Locale.ROOT), scopes);
    }
}
