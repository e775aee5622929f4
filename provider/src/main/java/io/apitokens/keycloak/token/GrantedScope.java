package io.apitokens.keycloak.token;

import java.util.List;

/**
 * The scope that the user granted: everything that the user may do in the application, or a selection of the optional
 * client scopes of the token client. The default client scopes are always added.
 *
 * @param everything true if the grant is all that the user may do. Each use evaluates it, so later changes of
 *     permissions apply
 * @param names names of optional client scopes; empty if {@code everything} is true
 */
public record GrantedScope(boolean everything, List<String> names) {

    /** Everything that the user may do in the application. */
    public static final GrantedScope EVERYTHING = new GrantedScope(true, List.of());

    public GrantedScope {
        names = List.copyOf(names);
    }

    /** Returns a grant of these optional client scopes. An empty list grants only the default client scopes. */
    public static GrantedScope of(List<String> names) {
        return new GrantedScope(false, names);
    }
}
