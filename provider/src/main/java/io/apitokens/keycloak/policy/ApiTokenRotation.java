package io.apitokens.keycloak.policy;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.SecretChange;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Gives the API tokens of one user new secrets. Label, scopes and history stay. */
public final class ApiTokenRotation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    public ApiTokenRotation(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /**
     * Replaces the secret of an active API token. The previous secret and its derived tokens end at the end of the
     * grace period, or now if there is none. A secret in an earlier grace period ends now, unless the request keeps it.
     *
     * @throws InvalidApiTokenException if the grace period is out of range, the policy does not allow the expiry, or
     *     another request had the key
     * @throws ApiTokenForbiddenException if the policy does not let this user have a new secret, or the request does
     *     not come from a login
     * @throws AuthenticationTooOldException if the policy requires a more recent login
     * @throws ApiTokenConflictException if the API token has ended, or the request is a repetition
     * @throws ApiTokenBusyException if a concurrent request has rotated it
     * @throws InvalidPolicyException if an attribute of the policy is invalid
     */
    public MintedApiToken rotate(ApiToken token, RotationRequest request, Requester requester) {
        ApiTokenProvider tokens = ApiTokenProvider.of(session);
        IdempotencyKey key = request.key();
        new Repetitions(tokens).requireFirstRotation(token, key);
        ClientModel client = realm.getClientById(token.clientId());
        if (client == null
                || !TokenClient.is(client)
                || token.status(Time.currentTimeMillis()) != ApiToken.Status.ACTIVE) {
            throw ApiTokenConflictException.ended();
        }
        ApiTokenPolicy policy = ApiTokenPolicy.of(client);
        requester.requirePermission(session, policy);
        Long expires = request.expiry().equals(Expiry.BY_POLICY)
                ? null
                : request.expiry().under(policy, Time.currentTimeMillis());
        Secret secret = tokens.newSecret();
        long now = Time.currentTimeMillis();
        boolean keepsGrace = request.keepGracePeriod() && token.rotation().isGrace(now);
        Rotation rotation = keepsGrace
                ? token.rotation().nextInGrace(now)
                : token.rotation().next(now, graceEnds(request.gracePeriod(), now));
        ApiToken rotated = tokens.rotate(token, new SecretChange(secret, rotation, expires, key, keepsGrace))
                .orElseThrow(() -> reasonNotRotated(token, key));
        if (rotation.graceEnds() == null) {
            new DerivedSession(session, token).end();
        }
        return new MintedApiToken(rotated, secret);
    }

    /** Another rotation or the end of the API token was first: the row has another number of the secret now. */
    private RuntimeException reasonNotRotated(ApiToken token, IdempotencyKey key) {
        ApiTokenProvider tokens = ApiTokenProvider.of(session);
        new Repetitions(tokens).requireFirstRotation(token, key);
        boolean active = tokens.byId(realm, token.id())
                .filter(now -> now.revocation() == null)
                .isPresent();
        return active ? new ApiTokenBusyException(null) : ApiTokenConflictException.ended();
    }

    private static Long graceEnds(Long gracePeriod, long now) {
        if (gracePeriod == null || gracePeriod == 0) {
            return null;
        }
        if (gracePeriod < 0 || gracePeriod > PolicyRules.MAX_GRACE_PERIOD) {
            throw new InvalidApiTokenException(
                    "apiTokenGracePeriodInvalid", "gracePeriod", PolicyRules.MAX_GRACE_PERIOD);
        }
        return now + TimeUnit.SECONDS.toMillis(gracePeriod);
    }
}
