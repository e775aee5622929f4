package io.apitokens.keycloak.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.NameList;

/**
 * What an admin wrote down for a realm or for one client; null where nothing is written. It is what the admin REST
 * resource reads and writes, and {@link PolicyAttributes} say where it is stored.
 *
 * @param mintingEnabled whether users can mint
 * @param exchangeEnabled whether clients can have API tokens minted at the token endpoint; of a realm false by default
 * @param requiredRole the role that a user needs to mint: {@code role} of the realm or {@code client.role}
 * @param maxLifetime greatest lifetime, in seconds
 * @param defaultLifetime lifetime that is offered first, in seconds
 * @param nonExpiringAllowed whether an API token may never expire; none may beside a greatest lifetime
 * @param maxActive greatest number of active API tokens of a user: of a client, those for this client
 * @param forbiddenScopes names of client scopes that no API token has, not even those that were minted with them
 * @param endUnusedAfterDays after how many days without use API tokens end
 * @param keepEndedDays for how many days API tokens that have ended are kept
 * @param maxAuthenticationAge how old, in seconds, the login of a user who mints or rotates may be
 * @param notices which notices users get by email; of a realm only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyRules(
        Boolean mintingEnabled,
        Boolean exchangeEnabled,
        String requiredRole,
        Long maxLifetime,
        Long defaultLifetime,
        Boolean nonExpiringAllowed,
        Integer maxActive,
        List<String> forbiddenScopes,
        Integer endUnusedAfterDays,
        Integer keepEndedDays,
        Integer maxAuthenticationAge,
        List<Notice> notices) {

    private static final long MAX_DAYS = 36_500;
    static final long MAX_LIFETIME = TimeUnit.DAYS.toSeconds(MAX_DAYS);
    private static final int MAX_SCOPES_LENGTH = 2048;
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}");

    /** Copies the lists. */
    public PolicyRules {
        forbiddenScopes = copy(forbiddenScopes);
        notices = copy(notices);
    }

    /**
     * These rules, if they make sense.
     *
     * @throws InvalidApiTokenException naming the field that does not
     */
    public PolicyRules validated() {
        requireRange(maxLifetime, MAX_LIFETIME, "maxLifetime");
        requireRange(defaultLifetime, maxLifetime == null ? MAX_LIFETIME : maxLifetime, "defaultLifetime");
        requireRange(maxActive, Integer.MAX_VALUE, "maxActive");
        requireRange(endUnusedAfterDays, MAX_DAYS, "endUnusedAfterDays");
        requireRange(keepEndedDays, MAX_DAYS, "keepEndedDays");
        requireRange(maxAuthenticationAge, Integer.MAX_VALUE, "maxAuthenticationAge");
        requireNames(forbiddenScopes);
        requireDistinct(notices);
        return this;
    }

    private static void requireRange(Number value, long max, String field) {
        if (value != null && (value.longValue() < 1 || value.longValue() > max)) {
            throw new InvalidApiTokenException("apiTokenPolicyOutOfRange", field, 1, max);
        }
    }

    /** Section 3.3 of RFC 6749; and together no longer than what an attribute is sure to hold. */
    private static void requireNames(List<String> scopes) {
        if (scopes != null
                && (!scopes.stream()
                                .allMatch(name -> name != null
                                        && !NameList.NONE.equals(name)
                                        && SCOPE.matcher(name).matches())
                        || String.join(" ", scopes).length() > MAX_SCOPES_LENGTH)) {
            throw new InvalidApiTokenException("apiTokenPolicyScopesInvalid", "forbiddenScopes", MAX_SCOPES_LENGTH);
        }
    }

    private static void requireDistinct(List<Notice> notices) {
        if (notices != null && (notices.contains(null) || new HashSet<>(notices).size() < notices.size())) {
            throw new InvalidApiTokenException("apiTokenPolicyNoticesInvalid", "notices");
        }
    }

    private static <T> List<T> copy(Collection<T> list) {
        return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }
}
