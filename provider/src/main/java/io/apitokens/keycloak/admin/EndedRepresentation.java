package io.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * What the admin event of a revocation tells: whose API token ended, which one, and why.
 *
 * @param clientId OAuth client_id, or internal id where the client is gone
 * @param comment left out where the admin had nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndedRepresentation(String userId, String clientId, String label, String comment) {

    static EndedRepresentation of(RealmModel realm, ApiToken token, Comment comment) {
        ClientModel client = realm.getClientById(token.clientId());
        return new EndedRepresentation(
                token.userId(),
                client == null ? token.clientId() : client.getClientId(),
                ApiTokenEvent.storable(token.label().value()),
                comment == null ? null : ApiTokenEvent.storable(comment.value()));
    }
}
