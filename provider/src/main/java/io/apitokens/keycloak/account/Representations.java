package io.apitokens.keycloak.account;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.apitokens.keycloak.account.ApiTokenRepresentation.GrantedScopeRepresentation;
import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.Revocation;
import io.apitokens.keycloak.model.TokenClient;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** API tokens as their user sees them, against the live state of their applications. */
final class Representations {

    private final RealmModel realm;
    private final UserModel user;
    private final ConsoleTexts texts;
    private final Map<String, Map<String, ClientScopeModel>> offered = new HashMap<>();

    Representations(KeycloakSession session, RealmModel realm, UserModel user) {
        this.realm = realm;
        this.user = user;
        this.texts = new ConsoleTexts(session, realm, user);
    }

    ApiTokenRepresentation of(ApiToken token) {
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
                revoked ? by(token, revocation) : null,
                revoked ? revocation.reason().name().toLowerCase(Locale.ROOT) : null,
                null);
    }

    OptionsRepresentation.Application of(TokenClient client) {
        return new OptionsRepresentation.Application(
                client.client().getClientId(),
                texts.name(client.client()),
                texts.description(client.client()),
                texts.scopes(client.defaultScopes()),
                texts.scopes(client.optionalScopes(user)));
    }

    private List<GrantedScopeRepresentation> scopes(ApiToken token, ClientModel client) {
        Map<String, ClientScopeModel> pickable = client == null ? Map.of() : offered(client);
        return token.scope().names().stream()
                .map(name -> scope(name, pickable.get(name)))
                .toList();
    }

    private GrantedScopeRepresentation scope(String name, ClientScopeModel scope) {
        return new GrantedScopeRepresentation(name, scope == null ? null : texts.description(scope), scope != null);
    }

    /** Once per client and request: the roles behind it are expanded for each. */
    private Map<String, ClientScopeModel> offered(ClientModel client) {
        return offered.computeIfAbsent(client.getId(), id -> new TokenClient(client)
                .optionalScopes(user)
                .collect(Collectors.toMap(ClientScopeModel::getName, Function.identity())));
    }

    /** Null where nobody in particular asked for it. */
    private static String by(ApiToken token, Revocation revocation) {
        if (revocation.by() == null) {
            return null;
        }
        if (token.userId().equals(revocation.by())) {
            return "user";
        }
        return token.clientId().equals(revocation.by()) ? "client" : "admin";
    }
}
