package io.apitokens.keycloak.account;

import java.io.InputStream;
import java.net.URI;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.ApiTokenMinting;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.MintRepresentation;
import io.apitokens.keycloak.rest.RestErrors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;

/** Mints API tokens for the user of a request. */
record AccountMinting(AccountRequest request) {

    /** @param body a {@link MintRepresentation} */
    Response mint(InputStream body) {
        EventBuilder event = request.event(EventType.UPDATE_CREDENTIAL, ApiTokenEvent.MINT);
        MintedApiToken minted = RestErrors.translate(request.session(), event, () -> {
            MintRepresentation wish = JsonBody.read(body, MintRepresentation.class);
            return new ApiTokenMinting(request.session(), request.realm(), request.user())
                    .mint(wish.toRequest().withKey(request.idempotencyKey(wish)), request.requester());
        });
        ApiTokenEvent.describeWithExpiry(event, request.realm(), minted.token()).success();
        return Response.created(location(minted))
                .entity(request.representations()
                        .of(minted.token())
                        .withSecret(minted.secret().reveal()))
                .build();
    }

    private URI location(MintedApiToken minted) {
        return request.session()
                .getContext()
                .getUri()
                .getAbsolutePathBuilder()
                .path(minted.token().id())
                .build();
    }
}
