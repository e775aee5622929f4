package io.apitokens.keycloak.admin;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.rest.QueryParameters;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.rest.RevocationRepresentation;
import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;

/** Revokes an API token for an admin. */
record AdminRevocation(AdminRequest request) {

    private static final QueryParameters PARAMETERS = QueryParameters.of(Comment.FIELD);

    /** Revokes with the comment in the query, if there is one. */
    RevocationRepresentation revoke(ApiToken token) {
        KeycloakSession session = request.session();
        String admin = request.auth().adminAuth().getUser().getId();
        EventBuilder event = request.userEvent(EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE);
        Comment comment = RestErrors.translate(
                session, event, () -> Comment.parse(PARAMETERS.read(session).getFirst(Comment.FIELD)));
        RevocationRepresentation ended = RestErrors.translate(
                session,
                event,
                () -> RevocationRepresentation.of(
                        new ApiTokenRevocation(session).revoke(token, admin, comment, event)));
        if (ended.revoked() > 0) {
            request.event()
                    .resource(AdminApiTokensResource.RESOURCE)
                    .operation(OperationType.DELETE)
                    .resourcePath(session.getContext().getUri())
                    .representation(EndedRepresentation.of(request.realm(), token, comment))
                    .success();
        }
        return ended;
    }
}
