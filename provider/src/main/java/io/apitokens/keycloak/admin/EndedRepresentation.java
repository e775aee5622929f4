package io.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The representation in the admin event of a revocation.
 *
 * @param clientId OAuth client_id, or internal id if the client was removed
 * @param comment left out if the admin gave none
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
