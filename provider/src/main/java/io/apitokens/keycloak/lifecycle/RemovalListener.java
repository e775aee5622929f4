package io.apitokens.keycloak.lifecycle;

import io.apitokens.keycloak.revocation.RevocationByRemoval;
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
            new RevocationByRemoval(removed.getKeycloakSession()).userRemoved(removed.getRealm(), removed.getUser());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            new RevocationByRemoval(removed.getKeycloakSession()).clientRemoved(removed.getClient());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            new RevocationByRemoval(removed.getKeycloakSession()).realmRemoved(removed.getRealm());
        }
    }
}
