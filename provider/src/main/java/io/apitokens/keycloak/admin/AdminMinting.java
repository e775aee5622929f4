package io.apitokens.keycloak.admin;

import java.io.InputStream;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.ApiTokenMinting;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.admin.AdminAuth;

/** Mints an API token for a user or a service account that an admin may manage. */
record AdminMinting(AdminRequest request) {

    /** @param body an {@link AdminMintRepresentation} */
    Response mint(InputStream body) {
        EventBuilder event = request.userEvent(EventType.UPDATE_CREDENTIAL, ApiTokenEvent.MINT);
        AdminMintRepresentation wish = RestErrors.translate(
                request.session(), event, () -> JsonBody.read(body, AdminMintRepresentation.class));
        UserModel user = RestErrors.translate(request.session(), event, () -> request.user(wish));
        requirePermission(user);
        event.user(user);
        MintedApiToken minted = RestErrors.translate(
                request.session(), event, () -> new ApiTokenMinting(request.session(), request.realm(), user)
                        .mint(wish.toRequest(), requester(user)));
        ApiTokenEvent.describe(event, request.realm(), minted.token()).success();
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

    /** @throws ForbiddenException if the admin may not act as the user */
    private void requirePermission(UserModel user) {
        request.auth().users().requireManage(user);
        request.auth().users().requireResetPassword(user);
        if (user.getServiceAccountClientLink() != null) {
            ClientModel client = request.realm().getClientById(user.getServiceAccountClientLink());
            if (client == null) {
                throw new ForbiddenException();
            }
            request.auth().clients().requireConfigure(client);
        }
    }

    private Requester requester(UserModel user) {
        KeycloakSession session = request.session();
        UserSessionModel userSession = session.getContext().getUserSession();
        AdminAuth admin = request.auth().adminAuth();
        return user.getId().equals(admin.getUser().getId())
                ? Requester.user(session, admin.getToken(), user, userSession)
                : Requester.admin(session, admin.getToken(), admin.getUser(), admin.getRealm(), userSession);
    }
}
