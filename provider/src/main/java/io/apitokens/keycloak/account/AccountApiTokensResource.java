package io.apitokens.keycloak.account;

import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.ApiTokenRelabelling;
import io.apitokens.keycloak.policy.ApiTokenRotation;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.rest.ApiTokenRepresentation;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.MintRepresentation;
import io.apitokens.keycloak.rest.OptionsRepresentation;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.rest.RevocationRepresentation;
import io.apitokens.keycloak.rest.RotateRepresentation;
import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.revocation.RevocationResult;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The API tokens of the authenticated user, at {@code /realms/{realm}/api-tokens}. You need the account role {@code
 * view-profile} or {@code manage-account} to read, and {@code manage-account} for the rest. An error is Keycloak's
 * ErrorRepresentation: a message key and, if a field is invalid, its name.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class AccountApiTokensResource {

    private final AccountRequest request;
    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    AccountApiTokensResource(AccountRequest request) {
        this.request = request;
        this.session = request.session();
        this.realm = request.realm();
        this.user = request.user();
    }

    /**
     * Lists API tokens, newest first, by the query parameters {@code first} (0 by default), {@code max} (1 to 100; 20
     * by default), {@code search} (part of the label), {@code client} (OAuth client_id of a token client), {@code
     * status} ({@code active}, {@code expired} or {@code revoked}) and {@code sort}.
     */
    @GET
    public List<ApiTokenRepresentation> list() {
        request.requireRead();
        Representations representations = request.representations();
        try {
            return new OwnApiTokens(request)
                    .page().stream().map(representations::of).toList();
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    /** Returns what the user can mint. */
    @GET
    @Path("options")
    public OptionsRepresentation options() {
        request.requireRead();
        return request.representations().options(request.requester());
    }

    /**
     * Mints an API token: 201 with its secret, which no other response has. A repetition of the request, by the header
     * {@code Idempotency-Key}, mints nothing: 409 with the id of the API token.
     *
     * @param body a {@link MintRepresentation} of at most 16 KiB
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response mint(InputStream body) {
        request.requireManage();
        return new AccountMinting(request).mint(body);
    }

    /**
     * Revokes the API tokens of the user that the query parameters {@code search}, {@code client} and {@code id}
     * (several) select, or with {@code all=true} all that are not revoked yet. The response counts the active ones.
     *
     * @param body must be empty: a selection in it would have no effect
     */
    @DELETE
    public RevocationRepresentation revokeSelected(InputStream body) {
        request.requireManage();
        return revoke(() -> {
            JsonBody.requireNone(body);
            return new OwnApiTokens(request).toRevoke().toList();
        });
    }

    /** Returns one API token. */
    @GET
    @Path("{id}")
    public ApiTokenRepresentation get(@PathParam("id") String id) {
        request.requireRead();
        return request.representations().of(request.token(id));
    }

    /**
     * Changes label and description of an active API token: 204.
     *
     * @param body a {@link ChangeRepresentation} of at most 16 KiB
     */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String id, InputStream body) {
        request.requireManage();
        EventBuilder event = request.event(EventType.UPDATE_CREDENTIAL, ApiTokenEvent.CHANGE);
        ApiToken token = request.token(event, id);
        ApiToken changed = RestErrors.translate(session, event, () -> {
            ChangeRepresentation change = JsonBody.read(body, ChangeRepresentation.class);
            return new ApiTokenRelabelling(session, realm, user).relabel(token, change.label(), change.description());
        });
        ApiTokenEvent.describe(event, realm, changed).success();
        return Response.noContent().build();
    }

    /**
     * Gives an active API token a new secret: 200 with the secret, which no other response has. A repetition of the
     * request, by the header {@code Idempotency-Key}, changes nothing: 409.
     *
     * @param body a {@link RotateRepresentation} of at most 16 KiB
     */
    @POST
    @Path("{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    public ApiTokenRepresentation rotate(@PathParam("id") String id, InputStream body) {
        request.requireManage();
        EventBuilder event = request.event(EventType.UPDATE_CREDENTIAL, ApiTokenEvent.ROTATE);
        ApiToken token = request.token(event, id);
        MintedApiToken rotated = RestErrors.translate(session, event, () -> {
            RotateRepresentation wish = JsonBody.read(body, RotateRepresentation.class);
            return new ApiTokenRotation(session, realm, user)
                    .rotate(token, wish.toRequest(request.idempotencyKey(wish)), request.requester());
        });
        ApiTokenEvent.describeWithExpiry(event, realm, rotated.token()).success();
        return request.representations()
                .of(rotated.token())
                .withSecret(rotated.secret().reveal());
    }

    /** Revokes one API token. Changes nothing if it has ended already. */
    @DELETE
    @Path("{id}")
    public RevocationRepresentation revoke(@PathParam("id") String id) {
        request.requireManage();
        ApiToken token = request.token(revokeEvent(), id);
        return revoke(() -> List.of(token));
    }

    private RevocationRepresentation revoke(Supplier<List<ApiToken>> candidates) {
        ApiTokenRevocation revocation = new ApiTokenRevocation(session);
        EventBuilder failure = revokeEvent();
        return RestErrors.translate(
                session,
                failure,
                () -> RevocationRepresentation.of(candidates.get().stream()
                        .map(token -> revocation.revoke(token, user.getId(), revokeEvent()))
                        .reduce(RevocationResult.NOTHING, RevocationResult::and)));
    }

    private EventBuilder revokeEvent() {
        return request.event(EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE);
    }
}
