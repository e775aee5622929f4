package io.apitokens.keycloak.policy;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Gives the API tokens of one user new secrets. Label, scopes, expiry and history stay. */
public final class ApiTokenRotation {

    private static final long MAX_GRACE = TimeUnit.HOURS.toSeconds(24);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    public ApiTokenRotation(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /**
     * Replaces the secret of an active API token. The previous secret and its derived tokens end now or, if there is a
     * grace period, with it. A secret in an earlier grace period ends now.
     *
     * @param gracePeriod seconds, up to a day; null or 0 for none
     * @throws InvalidApiTokenException if the grace period is out of range
     * @throws ApiTokenForbiddenException if the policy does not let this user have a new secret, or no login is behind
     *     the request
     * @throws AuthenticationTooOldException if the policy requires a more recent login
     * @throws ApiTokenConflictException if the API token has ended
     * @throws ApiTokenBusyException if a concurrent request has rotated it
     * @throws InvalidPolicyException if an attribute of the policy is invalid
     */
    public MintedApiToken rotate(ApiToken token, Long gracePeriod, Requester requester) {
        ClientModel client = realm.getClientById(token.clientId());
        if (client == null
                || !TokenClient.is(client)
                || token.status(Time.currentTimeMillis()) != ApiToken.Status.ACTIVE) {
            throw ApiTokenConflictException.ended();
        }
        requester.requirePermission(session, realm, ApiTokenPolicy.of(client));
        Long graceEnds = graceEnds(gracePeriod);
        ApiTokenProvider tokens = ApiTokenProvider.of(session);
        Secret secret = tokens.newSecret();
        ApiToken rotated = tokens.rotate(token, secret, graceEnds).orElseThrow(() -> reasonNotRotated(token));
        if (graceEnds == null) {
            new DerivedSession(session, token).end();
        }
        return new MintedApiToken(rotated, secret);
    }

    private RuntimeException reasonNotRotated(ApiToken token) {
        boolean active = ApiTokenProvider.of(session)
                .byId(realm, token.id())
                .filter(now -> now.revocation() == null)
                .isPresent();
        return active ? new ApiTokenBusyException(null) : ApiTokenConflictException.ended();
    }

    private static Long graceEnds(Long gracePeriod) {
        if (gracePeriod == null || gracePeriod == 0) {
            return null;
        }
        if (gracePeriod < 0 || gracePeriod > MAX_GRACE) {
            throw new InvalidApiTokenException("apiTokenGracePeriodInvalid", "gracePeriod", MAX_GRACE);
        }
        return Time.currentTimeMillis() + TimeUnit.SECONDS.toMillis(gracePeriod);
    }
}
