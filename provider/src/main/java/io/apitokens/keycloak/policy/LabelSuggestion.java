package io.apitokens.keycloak.policy;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Label;
import org.keycloak.models.ClientModel;

/** Suggests a label: the name of the token client and, if that is taken, a number. */
final class LabelSuggestion {

    /** The base of the label if neither the name nor the id of the client is a valid label. */
    private static final String ANY_CLIENT = "API token";

    // Leaves room for a space and a number.
    private static final int MAX_LENGTH = 240;

    private LabelSuggestion() {}

    /**
     * Returns a label that is not taken.
     *
     * @param taken labels of the active API tokens of the user
     */
    static Label of(ClientModel client, Collection<Label> taken) {
        return of(client.getName(), client.getClientId(), taken);
    }

    static Label of(String name, String clientId, Collection<Label> taken) {
        // A name with a message key differs by language.
        String usable = name == null || name.contains("${") ? null : name;
        String base = Stream.of(usable, clientId)
                .map(LabelSuggestion::cut)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(ANY_CLIENT);
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> new Label(number == 1 ? base : base + " " + number))
                .filter(label -> !taken.contains(label))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> cut(String text) {
        try {
            String label = Label.parse(text).value();
            int length = Math.min(MAX_LENGTH, label.codePointCount(0, label.length()));
            return Optional.of(Label.parse(label.substring(0, label.offsetByCodePoints(0, length)))
                    .value());
        } catch (InvalidApiTokenException e) {
            return Optional.empty();
        }
    }
}
