package io.apitokens.keycloak.bench;

import java.util.List;

/**
 * Two kinds of requests whose ratio is to be known.
 *
 * @param basis what the cost of the kind is divided by
 */
record Pair(Kind kind, Kind basis) {

    /** An API token beside a JWT. */
    static final Pair INTROSPECTION = new Pair(Kind.API_TOKEN, Kind.JWT);

    /** Forward authentication beside the introspection that it makes. */
    static final Pair FORWARD = new Pair(Kind.FORWARD, Kind.API_TOKEN);

    static final List<Pair> ALL = List.of(INTROSPECTION, FORWARD);

    List<Kind> kinds() {
        return List.of(basis, kind);
    }
}
