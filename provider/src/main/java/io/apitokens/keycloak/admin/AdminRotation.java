package io.apitokens.keycloak.admin;

import java.io.InputStream;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.ApiTokenConflictException;
import io.apitokens.keycloak.policy.ApiTokenRotation;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.rest.ApiTokenRepresentation;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.rest.RotateRepresentation;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Gives an API token of a user whom an admin may manage a new secret. */
record AdminRotation(AdminRequest request) {

    /** @param body a {@link RotateRepresentation} */
    ApiTokenRepresentation rotate(ApiToken token, InputStream body) {
        KeycloakSession session = request.session();
        EventBuilder event = request.userEvent(EventType.UPDATE_CREDENTIAL, ApiTokenEvent.ROTATE);
        UserModel user = session.users().getUserById(request.realm(), token.userId());
        if (user == null) {
            request.requireManage(token);
            return RestErrors.translate(session, event, () -> {
                throw ApiTokenConflictException.ended();
            });
        }
        SecretForUser secret = new SecretForUser(request, user);
        secret.requirePermission();
        ApiTokenEvent.describe(event, request.realm(), token);
        RotateRepresentation wish =
                RestErrors.translate(session, event, () -> JsonBody.read(body, RotateRepresentation.class));
        MintedApiToken rotated =
                RestErrors.translate(session, event, () -> new ApiTokenRotation(session, request.realm(), user)
                        .rotate(token, wish.toRequest(null), secret.requester()));
        ApiTokenEvent.describeWithExpiry(event, request.realm(), rotated.token())
                .success();
        request.event()
                .resource(AdminApiTokensResource.RESOURCE)
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri())
                .representation(wish)
                .success();
        return new Representations(session, request.realm(), user)
                .of(rotated.token())
                .withSecret(rotated.secret().reveal());
    }
}
