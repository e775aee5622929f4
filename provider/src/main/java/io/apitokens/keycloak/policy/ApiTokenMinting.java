package io.apitokens.keycloak.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.TokenClients;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.Grant;
import io.apitokens.keycloak.token.GrantedScope;
import io.apitokens.keycloak.token.GrantingSession;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Owner;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.token.State;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Mints API tokens for one user, within the policy. All endpoints use it. */
public final class ApiTokenMinting {

    private static final int MAX_SCOPE_LENGTH = 2048;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final ApiTokenProvider tokens;

    public ApiTokenMinting(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.tokens = ApiTokenProvider.of(session);
    }

    /**
     * Mints an API token.
     *
     * @throws InvalidApiTokenException naming the field that is wrong, or the header if another request had its key
     * @throws ApiTokenForbiddenException if the policy does not let this user mint, or the request does not come from a
     *     login
     * @throws AuthenticationTooOldException if the policy requires a more recent login
     * @throws ApiTokenConflictException if the label is taken, the maximum is reached, or the request is a repetition
     * @throws ApiTokenBusyException if the request conflicts with a concurrent one
     * @throws InvalidPolicyException if an attribute of the policy is invalid
     */
    public MintedApiToken mint(MintRequest request, Requester requester) {
        new Repetitions(tokens).requireFirstMint(realm, user, request.key());
        try {
            MintedApiToken minted = prepare(request, requester, null);
            tokens.add(minted.token(), minted.secret(), request.key());
            return minted;
        } catch (ApiTokenConflictException | ApiTokenBusyException e) {
            requireFirstMintNow(request.key());
            throw e;
        }
    }

    /**
     * Asks in a transaction of its own whether the request is a repetition. On MariaDB, the transaction of the request
     * does not see a first request that was committed since, but meets its label and its slot.
     */
    private void requireFirstMintNow(IdempotencyKey key) {
        if (key != null) {
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(),
                    now -> new Repetitions(ApiTokenProvider.of(now)).requireFirstMint(realm, user, key));
        }
    }

    /**
     * Checks a request as {@link #mint} does, and returns the API token without storing it. Ends expired API tokens of
     * the user, so that their labels and slots are free.
     *
     * @param grantingSession ends together with the API token; null for none
     */
    public MintedApiToken prepare(MintRequest request, Requester requester, GrantingSession grantingSession) {
        TokenClient client = client(request.clientId());
        ApiTokenPolicy policy = ApiTokenPolicy.of(client.client());
        requester.requirePermission(session, policy);
        long now = Time.currentTimeMillis();
        Label named = request.label() == null ? null : Label.parse(request.label());
        Description description = Description.parse(request.description());
        GrantedScope scope = scope(client, request.scopes());
        Long expires = request.expiry().under(policy, now);
        ActiveApiTokens activeTokens = new ActiveApiTokens(session, realm, user);
        List<ApiToken> active = activeTokens.lock();
        // The first request may have been committed while this one waited.
        new Repetitions(tokens).requireFirstMint(realm, user, request.key());
        Label label = named == null ? LabelSuggestion.of(client.client(), labels(active)) : named;
        int slot = activeTokens.slotFor(active, label, client.client(), policy);

        Secret secret = tokens.newSecret();
        ApiToken token = new ApiToken(
                KeycloakModelUtils.generateId(),
                new Owner(realm.getId(), user.getId()),
                new Grant(client.client().getId(), scope, now, expires, grantingSession),
                label,
                description,
                State.minted(slot, secret));
        return new MintedApiToken(token, secret);
    }

    /**
     * Suggests the label that an API token for a client gets if the request names none.
     *
     * @param active the active API tokens of the user
     */
    public static Label suggestedLabel(TokenClient client, List<ApiToken> active) {
        return LabelSuggestion.of(client.client(), labels(active));
    }

    private static Set<Label> labels(List<ApiToken> active) {
        return active.stream().map(ApiToken::label).collect(Collectors.toSet());
    }

    /** Stores a {@linkplain #prepare prepared} API token. */
    public void store(MintedApiToken prepared) {
        tokens.add(prepared.token(), prepared.secret(), null);
    }

    /**
     * Returns the message key of the reason why the requester cannot mint for a token client at all; empty if the
     * requester can mint now or after another login.
     */
    public Optional<String> refusal(TokenClient client, Requester requester) {
        try {
            requester.requirePermission(session, ApiTokenPolicy.of(client.client()));
            return Optional.empty();
        } catch (AuthenticationTooOldException e) {
            return Optional.empty();
        } catch (ApiTokenForbiddenException | InvalidPolicyException e) {
            return Optional.of(e.getMessage());
        }
    }

    private TokenClient client(String clientId) {
        if (clientId != null) {
            return Optional.of(clientId)
                    .filter(id -> id.codePoints().noneMatch(Character::isISOControl))
                    .flatMap(id -> TokenClient.byClientId(realm, id))
                    .orElseThrow(() -> new InvalidApiTokenException("apiTokenClientInvalid", "clientId"));
        }
        List<TokenClient> clients = TokenClients.in(session, realm).limit(2).toList();
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
}
