package io.apitokens.keycloak.account;

import java.util.Optional;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.managers.Auth;

/** A request of a user about their own API tokens. */
record AccountRequest(KeycloakSession session, Auth auth) {

    RealmModel realm() {
        return auth.getRealm();
    }

    UserModel user() {
        return auth.getUser();
    }

    Requester requester() {
        return Requester.user(session, auth.getToken(), user(), auth.getSession());
    }

    Representations representations() {
        return new Representations(session, realm(), user());
    }

    /**
     * Returns the header {@code Idempotency-Key}; null without it.
     *
     * @param body of the request, as it was read
     * @throws InvalidApiTokenException if it is invalid
     */
    IdempotencyKey idempotencyKey(Object body) {
        return IdempotencyKey.parse(
                session.getContext().getRequestHeaders().getRequestHeader(IdempotencyKey.HEADER), JsonBody.write(body));
    }

    /** @throws ForbiddenException without the account role {@code view-profile} or {@code manage-account} */
    void requireRead() {
        auth.requireOneOf(AccountRoles.MANAGE_ACCOUNT, AccountRoles.VIEW_PROFILE);
    }

    /** @throws ForbiddenException without the account role {@code manage-account} */
    void requireManage() {
        auth.require(AccountRoles.MANAGE_ACCOUNT);
    }

    /** Returns an API token of the user; 404 if there is none. */
    ApiToken token(String id) {
        return find(id).orElseThrow(AccountRequest::notFound);
    }

    /** Like {@link #token(String)}, with an event of the error. */
    ApiToken token(EventBuilder event, String id) {
        return find(id).orElseThrow(() -> {
            event.error(Errors.CREDENTIAL_NOT_FOUND);
            return notFound();
        });
    }

    private Optional<ApiToken> find(String id) {
        return ApiTokenProvider.of(session).byId(realm(), user(), id);
    }

    private static ErrorResponseException notFound() {
        return RestErrors.error(Response.Status.NOT_FOUND, "apiTokenNotFound", null);
    }

    EventBuilder event(EventType type, String action) {
        EventBuilder event =
                new EventBuilder(realm(), session, session.getContext().getConnection());
        return ApiTokenEvent.begin(event, type, action)
                .client(auth.getToken().getIssuedFor())
                .user(user())
                .session(auth.getSession())
                .detail(
                        Details.IMPERSONATOR,
                        auth.getSession().getNote(ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString()));
    }
}
