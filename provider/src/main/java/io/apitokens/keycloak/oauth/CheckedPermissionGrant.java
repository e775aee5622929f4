package io.apitokens.keycloak.oauth;

import java.util.stream.Stream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.model.DerivedSession;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.protocol.oidc.grants.PermissionGrantType;
import org.keycloak.services.CorsErrorResponseException;

/**
 * The UMA grant, closed to what was made from an API token: the requesting party token would have the scopes and roles
 * of the resource server, whatever the API token has.
 */
final class CheckedPermissionGrant extends PermissionGrantType {

    private static final String SCHEME = "Bearer ";

    @Override
    public Response process(Context context) {
        setContext(context);
        boolean derived = Stream.of(
                        bearer(),
                        formParams.getFirst("subject_token"),
                        formParams.getFirst("claim_token"),
                        formParams.getFirst("rpt"))
                .anyMatch(token -> DerivedSession.of(session, token).isPresent());
        if (derived) {
            event.detail(Details.REASON, "Not available to what was made from an API token")
                    .error(Errors.NOT_ALLOWED);
            throw new CorsErrorResponseException(
                    cors,
                    OAuthErrorException.INVALID_GRANT,
                    "Not available to what was made from an API token",
                    Response.Status.BAD_REQUEST);
        }
        return super.process(context);
    }

    /** A client that authenticates has a header of another scheme. */
    private String bearer() {
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length())
                : null;
    }
}
