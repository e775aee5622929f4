package io.apitokens.keycloak.admin;

import java.io.InputStream;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.ApiTokenMinting;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** Mints an API token for a user or a service account that an admin may manage. */
record AdminMinting(AdminRequest request) {

    /** @param body an {@link AdminMintRepresentation} */
    Response mint(InputStream body) {
        EventBuilder event = request.userEvent(EventType.UPDATE_CREDENTIAL, ApiTokenEvent.MINT);
        AdminMintRepresentation wish = RestErrors.translate(
                request.session(), event, () -> JsonBody.read(body, AdminMintRepresentation.class));
        UserModel user = RestErrors.translate(request.session(), event, () -> request.user(wish));
        SecretForUser secret = new SecretForUser(request, user);
        secret.requirePermission();
        event.user(user);
        MintedApiToken minted = RestErrors.translate(
                request.session(), event, () -> new ApiTokenMinting(request.session(), request.realm(), user)
                        .mint(wish.toRequest(), secret.requester()));
        ApiTokenEvent.describeWithExpiry(event, request.realm(), minted.token()).success();
        request.event()
                .resource(AdminApiTokensResource.RESOURCE)
                .operation(OperationType.CREATE)
                .resourcePath(
                        request.session().getContext().getUri(), minted.token().id())
                .representation(wish.storable())
                .success();
        // No Location: kcadm.sh would follow it, and the secret would be lost.
        return Response.status(Response.Status.CREATED)
                .entity(new Representations(request.session(), request.realm(), user)
                        .of(minted.token())
                        .withSecret(minted.secret().reveal()))
                .build();
    }
}
