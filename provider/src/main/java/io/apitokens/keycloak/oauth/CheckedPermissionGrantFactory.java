package io.apitokens.keycloak.oauth;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.PermissionGrantTypeFactory;

/** The {@link CheckedPermissionGrant} in place of the stock one. */
public final class CheckedPermissionGrantFactory extends PermissionGrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new CheckedPermissionGrant();
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
