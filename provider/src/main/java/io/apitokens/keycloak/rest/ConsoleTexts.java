package io.apitokens.keycloak.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.keycloak.common.util.StringPropertyReplacer;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrderedModel.OrderedModelComparator;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/** Names and consent texts that admins wrote, in the user's language where they are keys of the account theme. */
public final class ConsoleTexts {

    private final Properties messages;

    ConsoleTexts(KeycloakSession session, RealmModel realm, UserModel user) {
        try {
            messages = session.theme()
                    .getTheme(Theme.Type.ACCOUNT)
                    .getEnhancedMessages(realm, session.getContext().resolveLocale(user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null where the client has no name. */
    String name(ClientModel client) {
        return resolve(client.getName());
    }

    /** Null where the client has no description. */
    String description(ClientModel client) {
        return resolve(client.getDescription());
    }

    /** The consent text, or null where admins wrote none. */
    String description(ClientScopeModel scope) {
        String text = resolve(scope.getConsentScreenText());
        return scope.getName().equals(text) ? null : text;
    }

    /** In the order in which consent screens show them. */
    List<OptionsRepresentation.Scope> scopes(Stream<ClientScopeModel> scopes) {
        return scopes.sorted(
                        OrderedModelComparator.<ClientScopeModel>getInstance().thenComparing(ClientScopeModel::getName))
                .map(scope -> new OptionsRepresentation.Scope(scope.getName(), description(scope)))
                .toList();
    }

    private String resolve(String text) {
        return text == null || text.isBlank()
                ? null
                : StringPropertyReplacer.replaceProperties(text, messages::getProperty);
    }
}
