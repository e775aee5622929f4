package io.apitokens.keycloak.lifecycle;

import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Ends and removes the API tokens of users, clients and realms that are being removed. */
final class RemovalListener implements ProviderEventListener {

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserRemovedEvent removed) {
            new ApiTokenRevocation(removed.getKeycloakSession()).userRemoved(removed.getRealm(), removed.getUser());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            new ApiTokenRevocation(removed.getKeycloakSession()).clientRemoved(removed.getClient());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            new ApiTokenRevocation(removed.getKeycloakSession()).realmRemoved(removed.getRealm());
        }
    }
}
