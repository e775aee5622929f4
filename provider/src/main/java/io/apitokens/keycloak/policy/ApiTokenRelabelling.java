package io.apitokens.keycloak.policy;

import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Label;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Changes label and description of one user's API tokens. */
public final class ApiTokenRelabelling {

    private final ApiTokenProvider tokens;
    private final ActiveApiTokens active;

    public ApiTokenRelabelling(KeycloakSession session, RealmModel realm, UserModel user) {
        this.tokens = ApiTokenProvider.of(session);
        this.active = new ActiveApiTokens(session, realm, user);
    }

    /**
     * @return the API token as it is now
     * @throws InvalidApiTokenException naming the field that is wrong
     * @throws ApiTokenConflictException if the label is taken or the API token has ended
     */
    public ApiToken relabel(ApiToken token, String label, String description) {
        Label newLabel = Label.parse(label);
        Description newDescription = Description.parse(description);
        if (token.status(Time.currentTimeMillis()) != ApiToken.Status.ACTIVE) {
            throw ApiTokenConflictException.ended();
        }
        active.requireFree(newLabel, token);
        try {
            if (!tokens.relabel(token, newLabel, newDescription)) {
                throw ApiTokenConflictException.ended();
            }
        } catch (ModelDuplicateException e) {
            throw ApiTokenConflictException.labelExists();
        }
        return token.relabelled(newLabel, newDescription);
    }
}
