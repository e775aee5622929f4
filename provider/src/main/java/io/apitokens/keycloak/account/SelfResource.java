package io.apitokens.keycloak.account;

import java.io.InputStream;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.ApiTokenSelfRotation;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.rest.ApiTokenRepresentation;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.OpenRealm;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.rest.RevocationRepresentation;
import io.apitokens.keycloak.rest.SelfRotateRepresentation;
import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The endpoint at which an API token reads, rotates and ends itself. The request has it as bearer token (RFC 6750,
 * section 2.1). Errors of the bearer token are those of RFC 6750, section 3; others are Keycloak's ErrorRepresentation.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class SelfResource {

    private final KeycloakSession session;
    private final RealmModel realm;

    SelfResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** Returns the API token: 200, or 401 if the bearer token is no active API token. */
    @GET
    public ApiTokenRepresentation get() {
        Verified verified = authenticate(event().event(EventType.INTROSPECT_TOKEN));
        ApiTokenProvider.of(session).used(verified.apiToken());
        return new Representations(session, realm, verified.user()).of(verified.apiToken());
    }

    /**
     * Gives the API token a new secret, if the policy allows that: 200 with the secret, which no other response has.
     * Answers 403 if the policy does not allow it, or if a rotation has replaced the secret of the request, and 429
     * while the previous secret is in its grace period. A repetition of the request, by the header {@code
     * Idempotency-Key}, is the exception: it gives another new secret, and the secret of the lost answer ends.
     *
     * @param body a {@link SelfRotateRepresentation} of at most 16 KiB, or nothing
     */
    @POST
    @Path("rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    public ApiTokenRepresentation rotate(InputStream body) {
        EventBuilder event = ApiTokenEvent.begin(event(), EventType.UPDATE_CREDENTIAL, ApiTokenEvent.ROTATE)
                .detail(ApiTokenEvent.ACTOR, ApiTokenEvent.ITSELF);
        // Before the check of the API token: who sends the body slowly could use one that has ended meanwhile.
        byte[] bytes = RestErrors.translate(() -> JsonBody.bytes(body));
        Verified verified = authenticate(event);
        ApiTokenSelfRotation.Result result = RestErrors.translate(session, event, () -> {
            SelfRotateRepresentation wish = bytes.length == 0
                    ? SelfRotateRepresentation.NONE
                    : JsonBody.read(bytes, SelfRotateRepresentation.class);
            return new ApiTokenSelfRotation(session).rotate(verified, wish.expiry(), idempotencyKey(wish));
        });
        MintedApiToken rotated = result.minted();
        if (result.isRepetition()) {
            event.detail(ApiTokenEvent.REPETITION, Boolean.TRUE.toString());
        }
        ApiTokenEvent.describeWithExpiry(event, realm, rotated.token()).success();
        return new Representations(session, realm, verified.user())
                .of(rotated.token())
                .withSecret(rotated.secret().reveal());
    }

    /**
     * Returns the key of the request. Its body begins with {@code self}, so that a rotation by the user with the same
     * key is another request.
     */
    private IdempotencyKey idempotencyKey(SelfRotateRepresentation wish) {
        return IdempotencyKey.parse(
                session.getContext().getRequestHeaders().getRequestHeader(IdempotencyKey.HEADER),
                "self " + JsonBody.write(wish));
    }

    /** Revokes the API token: 200, 401 if it is not active, or 409 if a concurrent request changes it. */
    @DELETE
    public RevocationRepresentation revoke() {
        EventBuilder event = ApiTokenEvent.begin(event(), EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE);
        Verified verified = authenticate(event);
        return RestErrors.translate(
                session,
                event,
                () -> RevocationRepresentation.of(new ApiTokenRevocation(session)
                        .revoke(verified.apiToken(), verified.apiToken().userId(), event)));
    }

    /**
     * Verifies the API token. Stores an event only if it belongs to this realm: otherwise anybody could fill the event
     * store with invented secrets.
     */
    private Verified authenticate(EventBuilder event) {
        OpenRealm.require(session);
        Optional<Secret> secret = Secret.parse(BearerChallenge.bearer(session));
        if (secret.isEmpty()) {
            throw BearerChallenge.of(session, "API token required");
        }
        Verification verification = new ApiTokenVerifier(session).verify(secret.get());
        verification.describe(event, realm);
        if (verification instanceof Rejected rejected) {
            if (rejected.token().isPresent()) {
                event.detail(Details.REASON, rejected.reason().description())
                        .error(rejected.reason().error());
            }
            throw BearerChallenge.of(session, "API token is not active");
        }
        Verified verified = (Verified) verification;
        event.client(verified.client());
        return verified;
    }

    private EventBuilder event() {
        return new EventBuilder(realm, session, session.getContext().getConnection());
    }
}
