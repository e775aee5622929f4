package io.apitokens.keycloak.store.jpa;

import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import io.apitokens.keycloak.store.ApiTokenFilter.LabelSearch;

/** Compares labels in lower case. */
final class LabelCondition {

    private static final Pattern WILDCARD = Pattern.compile("[%_!]");

    private LabelCondition() {}

    static Predicate of(CriteriaBuilder cb, Root<ApiTokenEntity> token, LabelSearch search) {
        Expression<String> label = token.get("labelLower");
        String text = search.text().toLowerCase(Locale.ROOT);
        String pattern = pattern(text);
        // Only SQL Server has brackets in patterns, and other databases reject the escaped form.
        boolean brackets = text.contains("[");
        return switch (search.match()) {
            case EQUALS -> cb.equal(label, text);
            case CONTAINS -> brackets ? cb.greaterThan(cb.locate(label, text), 0) : cb.like(label, "%" + pattern, '!');
            case BEGINS -> brackets ? cb.equal(cb.locate(label, text), 1) : cb.like(label, pattern, '!');
        };
    }

    /** Returns the LIKE pattern of texts that begin with this one, with the escape character {@code !}. */
    static String pattern(String text) {
        return WILDCARD.matcher(text).replaceAll("!$0") + "%";
    }
}
