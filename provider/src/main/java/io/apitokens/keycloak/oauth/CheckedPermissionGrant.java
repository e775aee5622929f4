package io.apitokens.keycloak.oauth;

import java.util.stream.Stream;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.model.DerivedSession;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.protocol.oidc.grants.PermissionGrantType;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.managers.AppAuthManager;

/**
 * The UMA grant, closed to what was made from an API token: the requesting party token would have the scopes and roles
 * of the resource server, whatever the API token has.
 */
final class CheckedPermissionGrant extends PermissionGrantType {

    @Override
    public Response process(Context context) {
        setContext(context);
        boolean derived = Stream.of(
                        AppAuthManager.extractAuthorizationHeaderToken(headers),
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
}
