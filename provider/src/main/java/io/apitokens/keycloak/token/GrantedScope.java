package io.apitokens.keycloak.token;

import java.util.List;

/**
 * What the user granted: everything that the user may do in the application, or a selection of the token client's
 * optional client scopes. The client's default scopes come on top of either.
 *
 * @param everything evaluated at each use, so that a permission gained or lost later counts
 * @param names names of optional client scopes; empty where {@code everything} is true
 */
public record GrantedScope(boolean everything, List<String> names) {

    /** Everything that the user may do in the application. */
    public static final GrantedScope EVERYTHING = new GrantedScope(true, List.of());

    public GrantedScope {
        names = List.copyOf(names);
    }

    /** These optional client scopes and no other; an empty list leaves the default scopes alone. */
    public static GrantedScope of(List<String> names) {
        return new GrantedScope(false, names);
    }
}
