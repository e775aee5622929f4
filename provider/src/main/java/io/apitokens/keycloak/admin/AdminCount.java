package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSearch;

/** Counts the API tokens that an admin may view. */
record AdminCount(AdminRequest request) {

    /** Limits the users that the admin's permission is checked for: each check takes about five queries. */
    private static final int MAX_USERS = 200;

    /** Returns the number of API tokens that a filter finds, or {@link AdminRequest#COUNT_LIMIT} if it is too large. */
    int of(ApiTokenFilter filter) {
        ApiTokenSearch search = ApiTokenProvider.of(request.session()).search(request.realm(), filter);
        return filter.owners() == ApiTokenFilter.Owners.PERMITTED
                ? ofVisible(search.owners(AdminRequest.COUNT_LIMIT))
                : search.count(AdminRequest.COUNT_LIMIT);
    }

    /** Checks the permission for each owner, as a second line of defence behind the filter. */
    private int ofVisible(List<String> owners) {
        Map<String, Long> byUser = owners.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        if (owners.size() >= AdminRequest.COUNT_LIMIT || byUser.size() > MAX_USERS) {
            return AdminRequest.COUNT_LIMIT;
        }
        return byUser.entrySet().stream()
                .filter(user -> request.canView(request.session().users().getUserById(request.realm(), user.getKey())))
                .mapToInt(user -> user.getValue().intValue())
                .sum();
    }
}
