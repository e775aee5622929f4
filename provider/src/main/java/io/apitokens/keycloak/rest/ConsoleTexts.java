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

/** The names and consent texts that admins write. Replaces message keys in them by texts of the account theme. */
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

    /** Returns the name of a client; null if it has none. */
    String name(ClientModel client) {
        return resolve(client.getName());
    }

    /** Returns the description of a client; null if it has none. */
    String description(ClientModel client) {
        return resolve(client.getDescription());
    }

    /** Returns the consent text of a client scope; null if it has none. */
    String description(ClientScopeModel scope) {
        String text = resolve(scope.getConsentScreenText());
        return scope.getName().equals(text) ? null : text;
    }

    /** Describes client scopes in the order of consent screens, then of names. */
    List<OptionsRepresentation.Scope> scopes(Stream<ClientScopeModel> scopes) {
        return scopes.sorted(OrderedModelComparator.<ClientScopeModel>getInstance()
                        .thenComparing(ClientScopeModel::getName, NaturalOrder.OF_NAMES))
                .map(scope -> new OptionsRepresentation.Scope(scope.getName(), description(scope)))
                .toList();
    }

    private String resolve(String text) {
        return text == null || text.isBlank()
                ? null
                : StringPropertyReplacer.replaceProperties(text, messages::getProperty);
    }
}
