package io.apitokens.keycloak.rest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.policy.ActiveApiTokens;
import io.apitokens.keycloak.policy.ApiTokenMinting;
import io.apitokens.keycloak.policy.ApiTokenPolicy;
import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.rest.ApiTokenRepresentation.GrantedScopeRepresentation;
import io.apitokens.keycloak.rest.ApiTokenRepresentation.RotationRepresentation;
import io.apitokens.keycloak.rest.ApiTokenRepresentation.UseRepresentation;
import io.apitokens.keycloak.store.TokenClients;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.TokenClient;
import io.apitokens.keycloak.token.TokenUse;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification.Rejected;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Represents API tokens for their user, with the current state of their applications. */
public final class Representations {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final ConsoleTexts texts;
    private final Map<String, Map<String, ClientScopeModel>> available = new HashMap<>();

    public Representations(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.texts = new ConsoleTexts(session, realm, user);
    }

    public ApiTokenRepresentation of(ApiToken token) {
        ClientModel client = realm.getClientById(token.clientId());
        Revocation revocation = token.revocation();
        ApiToken.Status status = token.status(Time.currentTimeMillis());
        boolean revoked = status == ApiToken.Status.REVOKED;
        return new ApiTokenRepresentation(
                token.id(),
                token.label().value(),
                token.description() == null ? null : token.description().value(),
                token.hint(),
                client == null ? token.clientId() : client.getClientId(),
                client == null ? null : texts.name(client),
                token.scope().everything(),
                scopes(token, client),
                ListParameters.nameOf(status),
                token.created(),
                token.expires(),
                revoked ? revocation.at() : null,
                revoked ? revocation.actor(token).map(ListParameters::nameOf).orElse(null) : null,
                revoked ? ListParameters.nameOf(revocation.reason()) : null,
                revoked && revocation.comment() != null ? revocation.comment().value() : null,
                status == ApiToken.Status.ACTIVE ? blockedBy(token) : null,
                use(token.lastUse()),
                rotation(token.rotation()),
                null);
    }

    /** Returns the consent text of a client scope; null if it has none. */
    public String text(ClientScopeModel scope) {
        return texts.description(scope);
    }

    /** Returns the name of a client; null if it has none. */
    public String name(ClientModel client) {
        return texts.name(client);
    }

    private String blockedBy(ApiToken token) {
        return new ApiTokenVerifier(session).verify(token) instanceof Rejected rejected
                ? ListParameters.nameOf(rejected.reason())
                : null;
    }

    private UseRepresentation use(TokenUse use) {
        return use == null ? null : new UseRepresentation(use.at(), use.address(), clientId(use.clientId()));
    }

    private String clientId(String id) {
        ClientModel client = id == null ? null : realm.getClientById(id);
        return client == null ? null : client.getClientId();
    }

    private RotationRepresentation rotation(Rotation rotation) {
        return rotation.at() == null
                ? null
                : new RotationRepresentation(rotation.at(), rotation.graceEnds(), use(rotation.lateUse()));
    }

    /** Describes what a requester can mint for the user. */
    public OptionsRepresentation options(Requester requester) {
        ActiveApiTokens activeTokens = new ActiveApiTokens(session, realm, user);
        List<ApiToken> active = activeTokens.list();
        return new OptionsRepresentation(
                TokenClients.in(session, realm)
                        .map(client -> of(client, requester, active))
                        .sorted(Comparator.comparing(OptionsRepresentation.Application::clientId))
                        .toList(),
                new OptionsRepresentation.Policy(maxActive(activeTokens), active.size()));
    }

    private int maxActive(ActiveApiTokens active) {
        try {
            return active.max(ApiTokenPolicy.of(realm));
        } catch (InvalidPolicyException e) {
            return 0;
        }
    }

    /** @param active the active API tokens of the user */
    private OptionsRepresentation.Application of(TokenClient client, Requester requester, List<ApiToken> active) {
        return new OptionsRepresentation.Application(
                client.client().getClientId(),
                texts.name(client.client()),
                texts.description(client.client()),
                ApiTokenMinting.suggestedLabel(client, active).value(),
                texts.scopes(client.defaultScopes()),
                texts.scopes(client.optionalScopes(user)),
                minting(client, requester));
    }

    private OptionsRepresentation.Minting minting(TokenClient client, Requester requester) {
        Optional<String> refusal = new ApiTokenMinting(session, realm, user).refusal(client, requester);
        if (refusal.isPresent()) {
            return new OptionsRepresentation.Minting(refusal.get(), false, null, null, true, null);
        }
        ApiTokenPolicy policy = ApiTokenPolicy.of(client.client());
        return new OptionsRepresentation.Minting(
                null,
                policy.nonExpiringAllowed(),
                policy.maxLifetime().orElse(null),
                policy.defaultLifetime().orElse(null),
                policy.everythingByDefault(),
                policy.maxAuthenticationAge().orElse(null));
    }

    private List<GrantedScopeRepresentation> scopes(ApiToken token, ClientModel client) {
        Map<String, ClientScopeModel> now = client == null ? Map.of() : available(client);
        return token.scope().names().stream()
                .map(name -> scope(name, now.get(name)))
                .toList();
    }

    private GrantedScopeRepresentation scope(String name, ClientScopeModel scope) {
        return new GrantedScopeRepresentation(name, scope == null ? null : texts.description(scope), scope != null);
    }

    /**
     * Returns the client scopes that an API token of the user can have now. Includes default scopes, because a selected
     * scope may have become a default scope.
     */
    private Map<String, ClientScopeModel> available(ClientModel client) {
        // Once per client and request, because it expands roles.
        return available.computeIfAbsent(client.getId(), id -> Stream.ofNullable(user)
                .flatMap(new TokenClient(client)::scopes)
                .collect(Collectors.toMap(ClientScopeModel::getName, Function.identity())));
    }
}
