package io.apitokens.keycloak.store;

import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Removes rows of API tokens. It ends no session and sends no event: {@code ApiTokenRevocation} does that before. */
public interface ApiTokenRemovals {

    /** Removes the row of an API token. */
    void remove(ApiToken token);

    /** Removes all rows of a user. */
    void remove(RealmModel realm, UserModel user);

    /** Removes all rows of a client. */
    void remove(ClientModel client);

    /** Removes all rows of a realm. */
    void remove(RealmModel realm);
}
