package io.apitokens.keycloak.bench;

import java.util.Arrays;

/** The kinds of requests. All but the first two and the refresh belong to this extension. */
enum Kind {
    JUNK('a', "introspect junk"),
    JWT('b', "introspect a JWT (stock)"),
    API_TOKEN('c', "introspect an API token"),
    REFRESH('d', "refresh an offline token (stock)"),
    EXCHANGE('e', "exchange an API token for a JWT"),
    MINT('f', "mint an API token"),
    REVOKE('g', "revoke an API token and its refresh token"),
    FORWARD('h', "forward authentication, an API token");

    private final char letter;
    private final String title;

    Kind(char letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    /** @throws IllegalArgumentException with a line for the user */
    static Kind of(int letter) {
        return Arrays.stream(values())
                .filter(kind -> kind.letter == letter)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no request " + (char) letter));
    }

    /** How the reports and the command line name it. */
    char letter() {
        return letter;
    }

    String title() {
        return "(%c) %s".formatted(letter, title);
    }

    /** Returns whether a request leaves the table of API tokens unchanged, so that it can be repeated without limit. */
    boolean isRepeatable() {
        return this != MINT && this != REVOKE;
    }

    /** Returns whether its cost is measured for each number of API tokens, and not for one number only. */
    boolean isIntrospection() {
        return this == JUNK || this == JWT || this == API_TOKEN;
    }
}
