package io.apitokens.keycloak.bench;

import java.util.Arrays;

/** What is measured. All but the first two and the refresh are of this extension. */
enum Kind {
    JUNK('a', "introspect junk"),
    JWT('b', "introspect a JWT (stock)"),
    API_TOKEN('c', "introspect an API token"),
    REFRESH('d', "refresh an offline token (stock)"),
    EXCHANGE('e', "exchange an API token for a JWT"),
    MINT('f', "mint an API token"),
    REVOKE('g', "revoke an API token and its refresh token");

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

    String title() {
        return "(%c) %s".formatted(letter, title);
    }

    /** Whether it leaves the table of API tokens as it was, so that any number of requests can be made. */
    boolean isRepeatable() {
        return this != MINT && this != REVOKE;
    }

    /** Whether its cost is shown against the number of API tokens, and not at one number only. */
    boolean isIntrospection() {
        return this == JUNK || this == JWT || this == API_TOKEN;
    }
}
