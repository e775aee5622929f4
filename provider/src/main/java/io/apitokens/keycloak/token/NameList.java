package io.apitokens.keycloak.token;

import java.util.List;

/** A list of names in an attribute, separated by whitespace. Keycloak does not store empty attributes. */
public final class NameList {

    /** Represents an empty list, and cannot be a name. */
    public static final String NONE = "none";

    private NameList() {}

    public static List<String> parse(String attribute) {
        String names = attribute.strip();
        return names.isEmpty() || NONE.equals(names) ? List.of() : List.of(names.split("\\s+"));
    }

    public static String format(List<String> names) {
        return names.isEmpty() ? NONE : String.join(" ", names);
    }
}
