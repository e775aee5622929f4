package io.apitokens.keycloak.rest;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Expiry;
import io.apitokens.keycloak.store.ApiTokenFilter.LabelSearch;
import io.apitokens.keycloak.store.ApiTokenFilter.LastUse;
import io.apitokens.keycloak.store.ApiTokenFilter.Match;
import io.apitokens.keycloak.store.ApiTokenFilter.Order;
import io.apitokens.keycloak.store.ApiTokenFilter.Page;
import io.apitokens.keycloak.store.ApiTokenFilter.Period;
import io.apitokens.keycloak.token.ApiToken;

/** The query parameters of lists of API tokens. Each method throws an exception that names an invalid parameter. */
public record ListParameters(MultivaluedMap<String, String> parameters) {

    private static final int DEFAULT_MAX = 20;
    private static final int LIMIT_OF_MAX = 100;

    // The database reads the rows that a page skips.
    private static final int LIMIT_OF_FIRST = 10_000;

    /** Reads {@code search} and {@code status} for the API tokens of one user. */
    public ApiTokenFilter ofUser(String userId) {
        String part = label("search");
        return ApiTokenFilter.of(userId, part == null ? null : new LabelSearch(Match.CONTAINS, part), status());
    }

    /**
     * Reads the parameters with which admins filter a list.
     *
     * @param clientId internal id of the token client, or null
     * @param scope the client scope, or null
     * @param owners whose API tokens may be found
     */
    public ApiTokenFilter ofRealm(String clientId, ApiTokenFilter.Scope scope, ApiTokenFilter.Owners owners) {
        return new ApiTokenFilter(
                text("user"),
                clientId,
                search(),
                status(),
                scope,
                bool("everything"),
                period("created"),
                new LastUse(period("lastUsed"), bool("neverUsed"), time("unusedSince")),
                new Expiry(period("expires"), bool("neverExpires")),
                owners);
    }

    /** Reads {@code first}, {@code max} and {@code sort}. */
    public Page page() {
        return new Page(
                constant("sort", Order.values()).orElse(Order.NEWEST),
                number("first", 0, 0, LIMIT_OF_FIRST),
                number("max", DEFAULT_MAX, 1, LIMIT_OF_MAX));
    }

    /** Reads a text; null if the parameter is missing or blank. */
    public String text(String name) {
        String value = parameters.getFirst(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns the name of a constant in URLs and bodies. */
    public static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Searches as Keycloak's user search does: the beginning of a label, {@code *a part*} or {@code "the whole"}. */
    private LabelSearch search() {
        String search = label("search");
        if (search == null) {
            return null;
        }
        if (isBetween(search, "\"")) {
            return new LabelSearch(Match.EQUALS, search.substring(1, search.length() - 1));
        }
        if (isBetween(search, "*")) {
            return new LabelSearch(Match.CONTAINS, search.substring(1, search.length() - 1));
        }
        String beginning = search.endsWith("*") ? search.substring(0, search.length() - 1) : search;
        return beginning.isEmpty() ? null : new LabelSearch(Match.BEGINS, beginning);
    }

    private static boolean isBetween(String text, String mark) {
        return text.length() > 2 && text.startsWith(mark) && text.endsWith(mark);
    }

    /** Reads a text in the form in which labels are stored. */
    private String label(String name) {
        String text = text(name);
        return text == null ? null : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private ApiToken.Status status() {
        return constant("status", ApiToken.Status.values()).orElse(null);
    }

    private <E extends Enum<E>> Optional<E> constant(String name, E[] values) {
        return Optional.ofNullable(text(name)).map(value -> Stream.of(values)
                .filter(constant -> nameOf(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> QueryParameters.invalid(name)));
    }

    /** Reads a boolean; null if the parameter is missing. */
    public Boolean bool(String name) {
        String value = text(name);
        if (value != null && !"true".equals(value) && !"false".equals(value)) {
            throw QueryParameters.invalid(name);
        }
        return value == null ? null : Boolean.valueOf(value);
    }

    private Period period(String name) {
        return new Period(time(name + "From"), time(name + "To"));
    }

    /** Reads epoch milliseconds or another whole number; null if the parameter is missing. */
    public Long time(String name) {
        String value = text(name);
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw QueryParameters.invalid(name);
        }
    }

    private int number(String name, int byDefault, int min, int max) {
        Long value = time(name);
        if (value == null) {
            return byDefault;
        }
        if (value < min || value > max) {
            throw QueryParameters.invalid(name);
        }
        return value.intValue();
    }
}
