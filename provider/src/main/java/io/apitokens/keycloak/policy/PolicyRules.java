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
 * The policy of a realm or of one client, as the admin REST API reads and writes it. Rules that are not set are null.
 * {@link PolicyAttributes} stores it.
 *
 * @param mintingEnabled whether users can mint
 * @param exchangeEnabled whether clients can have API tokens minted at the token endpoint; false for a realm by default
 * @param requiredRole the role that a user needs to mint: {@code role} of the realm or {@code client.role}
 * @param maxLifetime maximum lifetime in seconds
 * @param defaultLifetime default lifetime in seconds
 * @param nonExpiringAllowed whether an API token may never expire; has no effect if there is a maximum lifetime
 * @param everythingByDefault whether the page selects everything that the user may do first; true by default
 * @param maxActive maximum number of active API tokens of a user in the realm, or for the client
 * @param forbiddenScopes names of client scopes that API tokens do not have, even if they were minted with them
 * @param endUnusedAfterDays days without use after which API tokens end
 * @param keepEndedDays days that API tokens are kept after their end
 * @param maxAuthenticationAge maximum age, in seconds, of the login of a user who mints or rotates
 * @param selfRotation whether an API token may give itself a new secret; false for a realm by default
 * @param selfRotationGracePeriod seconds that the previous secret stays valid when an API token rotates itself
 * @param selfRotationExpiry whether an API token may set another expiry when it rotates itself; false for a realm by
 *     default
 * @param notices notices that users get by email; for a realm only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyRules(
        Boolean mintingEnabled,
        Boolean exchangeEnabled,
        String requiredRole,
        Long maxLifetime,
        Long defaultLifetime,
        Boolean nonExpiringAllowed,
        Boolean everythingByDefault,
        Integer maxActive,
        List<String> forbiddenScopes,
        Integer endUnusedAfterDays,
        Integer keepEndedDays,
        Integer maxAuthenticationAge,
        Boolean selfRotation,
        Integer selfRotationGracePeriod,
        Boolean selfRotationExpiry,
        List<Notice> notices) {

    private static final long MAX_DAYS = 36_500;
    static final long MAX_LIFETIME = TimeUnit.DAYS.toSeconds(MAX_DAYS);
    /** The minimum grace period, in seconds, of an API token that rotates itself. */
    private static final long MIN_GRACE_PERIOD = TimeUnit.MINUTES.toSeconds(1);

    /** The maximum grace period of a rotation in seconds. */
    static final long MAX_GRACE_PERIOD = TimeUnit.DAYS.toSeconds(1);

    private static final int MAX_SCOPES_LENGTH = 2048;
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}");

    public PolicyRules {
        forbiddenScopes = copy(forbiddenScopes);
        notices = copy(notices);
    }

    /**
     * Returns these rules if they are valid.
     *
     * @throws InvalidApiTokenException naming the field that is not
     */
    public PolicyRules validated() {
        requireRange(maxLifetime, MAX_LIFETIME, "maxLifetime");
        requireRange(defaultLifetime, maxLifetime == null ? MAX_LIFETIME : maxLifetime, "defaultLifetime");
        requireRange(maxActive, Integer.MAX_VALUE, "maxActive");
        requireRange(endUnusedAfterDays, MAX_DAYS, "endUnusedAfterDays");
        requireRange(keepEndedDays, MAX_DAYS, "keepEndedDays");
        requireRange(maxAuthenticationAge, Integer.MAX_VALUE, "maxAuthenticationAge");
        requireRange(selfRotationGracePeriod, MIN_GRACE_PERIOD, MAX_GRACE_PERIOD, "selfRotationGracePeriod");
        requireNames(forbiddenScopes);
        requireDistinct(notices);
        return this;
    }

    private static void requireRange(Number value, long max, String field) {
        requireRange(value, 1, max, field);
    }

    private static void requireRange(Number value, long min, long max, String field) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            throw new InvalidApiTokenException("apiTokenPolicyOutOfRange", field, min, max);
        }
    }

    /** Requires names of RFC 6749, section 3.3, that fit into an attribute together. */
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
