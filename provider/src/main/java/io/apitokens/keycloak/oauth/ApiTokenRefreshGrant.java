package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.verification.Admission;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantType;

/** The stock refresh grant (RFC 6749, section 6), with an {@link Admission} for derived refresh tokens. */
final class ApiTokenRefreshGrant extends RefreshTokenGrantType {

    @Override
    public Response process(Context context) {
        MisplacedSecret.refuse(context.getFormParams(), new ExchangeErrors(context.getEvent(), context.getCors()));
        String refreshToken = context.getFormParams().getFirst(OAuth2Constants.REFRESH_TOKEN);
        return Admission.during(context.getSession(), refreshToken, () -> super.process(context));
    }
}
