package io.apitokens.keycloak.bench;

/** The conditions of the introspections. The main case is the best one; the others show less favourable ones. */
enum Case {
    MAIN("one token client, all users cached, nothing changes"),
    MANY_CLIENTS("each user has API tokens of " + BenchRealm.CLIENTS_OF_A_USER + " of " + BenchRealm.CLIENTS
            + " token clients"),
    RESTLESS("an admin changes a role of the realm once a second"),
    MANY_USERS("the user cache holds half of the users at most");

    private final String title;

    Case(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
