package io.apitokens.keycloak.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.model.ApiTokenRevocation;
import io.apitokens.keycloak.model.Description;
import io.apitokens.keycloak.model.GrantedScope;
import io.apitokens.keycloak.model.GrantingSession;
import io.apitokens.keycloak.model.InvalidApiTokenException;
import io.apitokens.keycloak.model.Label;
import io.apitokens.keycloak.model.Secret;
import io.apitokens.keycloak.model.TokenClient;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** What one user may mint and change, whichever door the wish came through. */
public final class ApiTokenPolicy {

    /** Realm attribute that lets clients have API tokens minted at the token endpoint when it is {@code true}. */
    public static final String EXCHANGE_ENABLED_ATTRIBUTE = "api.tokens.exchange.enabled";

    private static final int MAX_SCOPE_LENGTH = 2048;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final ApiTokenProvider tokens;

    public ApiTokenPolicy(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.tokens = ApiTokenProvider.of(session);
    }

    /** Whether the realm lets clients have API tokens minted at the token endpoint. */
    public static boolean allowsExchange(RealmModel realm) {
        return realm.getAttribute(EXCHANGE_ENABLED_ATTRIBUTE, false);
    }

    /**
     * Mints an API token that its user asks for.
     *
     * @throws InvalidApiTokenException naming the field that is wrong
     * @throws ApiTokenConflictException where the label is taken or the limit reached
     */
    public MintedApiToken mint(MintRequest request) {
        return mint(request, null);
    }

    /**
     * Mints an API token that a client asks for on behalf of its user.
     *
     * @param grantingSession what ends together with the API token; null for nothing
     * @throws InvalidApiTokenException naming the field that is wrong
     * @throws ApiTokenConflictException where the label is taken or the limit reached
     */
    public MintedApiToken mint(MintRequest request, GrantingSession grantingSession) {
        long now = Time.currentTimeMillis();
        Label label = Label.parse(request.label());
        Description description = Description.parse(request.description());
        TokenClient client = client(request.clientId());
        GrantedScope scope = scope(client, request.scopes());
        if (request.expires() != null && request.expires() <= now) {
            throw new InvalidApiTokenException("apiTokenExpiresInvalid", "expiresTimestamp");
        }
        requireRoomFor(label);

        Secret secret = tokens.newSecret();
        ApiToken token = new ApiToken(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                user.getId(),
                client.client().getId(),
                label,
                description,
                scope,
                secret.hint(),
                now,
                request.expires(),
                grantingSession,
                null);
        try {
            tokens.add(token, secret);
        } catch (ModelDuplicateException e) {
            throw ApiTokenConflictException.labelExists();
        }
        return new MintedApiToken(token, secret);
    }

    /**
     * @return the API token as it is now
     * @throws InvalidApiTokenException naming the field that is wrong
     * @throws ApiTokenConflictException where the label is taken or the API token has ended
     */
    public ApiToken relabel(ApiToken token, String label, String description) {
        Label newLabel = Label.parse(label);
        Description newDescription = Description.parse(description);
        if (token.status(Time.currentTimeMillis()) != ApiToken.Status.ACTIVE) {
            throw ApiTokenConflictException.ended();
        }
        endExpired();
        requireFree(newLabel, tokens.notRevoked(realm, user).filter(other -> !other.id()
                .equals(token.id())));
        try {
            if (!tokens.relabel(token, newLabel, newDescription)) {
                throw ApiTokenConflictException.ended();
            }
        } catch (ModelDuplicateException e) {
            throw ApiTokenConflictException.labelExists();
        }
        return token.relabelled(newLabel, newDescription);
    }

    /** How many active API tokens the user has. */
    public long active() {
        long now = Time.currentTimeMillis();
        return tokens.notRevoked(realm, user)
                .filter(token -> token.status(now) == ApiToken.Status.ACTIVE)
                .count();
    }

    /** How many active API tokens the user may have. */
    public int maxActive() {
        return tokens.maxActive();
    }

    private TokenClient client(String clientId) {
        if (clientId != null) {
            return TokenClient.byClientId(realm, clientId)
                    .orElseThrow(() -> new InvalidApiTokenException("apiTokenClientInvalid", "clientId"));
        }
        List<TokenClient> clients = TokenClient.in(session, realm).limit(2).toList();
        if (clients.size() != 1) {
            throw new InvalidApiTokenException("apiTokenClientRequired", "clientId");
        }
        return clients.get(0);
    }

    private GrantedScope scope(TokenClient client, List<String> names) {
        if (names == null) {
            return GrantedScope.EVERYTHING;
        }
        Set<String> pickable =
                client.optionalScopes(user).map(ClientScopeModel::getName).collect(Collectors.toSet());
        List<String> selection = names.stream().distinct().toList();
        for (String name : selection) {
            if (name == null || !pickable.contains(name)) {
                throw new InvalidApiTokenException("apiTokenScopeInvalid", "scopes", name);
            }
        }
        if (String.join(" ", selection).length() > MAX_SCOPE_LENGTH) {
            throw new InvalidApiTokenException("apiTokenScopesTooLong", "scopes", MAX_SCOPE_LENGTH);
        }
        return GrantedScope.of(selection);
    }

    /**
     * Locks the user's API tokens, so that of mints that race for the last place one wins; near the limit there is
     * always a row to lock.
     */
    private void requireRoomFor(Label label) {
        endExpired();
        List<ApiToken> active = tokens.lockNotRevoked(realm, user);
        if (active.size() >= tokens.maxActive()) {
            throw ApiTokenConflictException.limitReached(tokens.maxActive());
        }
        requireFree(label, active.stream());
    }

    /** Spares the database the violation of its constraint, which decides when requests race. */
    private static void requireFree(Label label, Stream<ApiToken> others) {
        if (others.anyMatch(other -> other.label().equals(label))) {
            throw ApiTokenConflictException.labelExists();
        }
    }

    /** What has expired keeps neither its label nor its place. */
    private void endExpired() {
        new ApiTokenRevocation(session).endExpired(realm, tokens.notRevoked(realm, user));
    }
}
