package io.apitokens.keycloak.rest;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenFilter;
import io.apitokens.keycloak.model.InvalidApiTokenException;

/** The query parameters of a list. */
public final class ListParameters {

    private static final int DEFAULT_MAX = 20;
    private static final int GREATEST_MAX = 100;

    private ListParameters() {}

    /** @throws InvalidApiTokenException naming the parameter */
    public static ApiTokenFilter parse(String first, String max, String search, String status) {
        return new ApiTokenFilter(
                search(search),
                status(status),
                number("first", first, 0, 0, Integer.MAX_VALUE),
                number("max", max, DEFAULT_MAX, 1, GREATEST_MAX));
    }

    /** In the form in which labels are stored. */
    private static String search(String search) {
        if (search == null || search.isBlank()) {
            return null;
        }
        return Normalizer.normalize(search, Normalizer.Form.NFC).strip();
    }

    private static ApiToken.Status status(String status) {
        if (status == null || status.isEmpty()) {
            return null;
        }
        return Stream.of(ApiToken.Status.values())
                .filter(value -> nameOf(value).equals(status))
                .findFirst()
                .orElseThrow(() -> new InvalidApiTokenException("apiTokenParameterInvalid", "status"));
    }

    private static int number(String name, String value, int byDefault, int least, int greatest) {
        if (value == null || value.isEmpty()) {
            return byDefault;
        }
        return parse(value)
                .filter(number -> number >= least && number <= greatest)
                .orElseThrow(() -> new InvalidApiTokenException("apiTokenParameterInvalid", name));
    }

    private static Optional<Integer> parse(String value) {
        try {
            return Optional.of(Integer.valueOf(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A status as it stands in URLs and bodies. */
    public static String nameOf(ApiToken.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
