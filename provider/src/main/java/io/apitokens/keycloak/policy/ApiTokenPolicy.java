package io.apitokens.keycloak.policy;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** The rules for the API tokens of a realm or of one of its clients. The stricter rule of realm and client applies. */
public final class ApiTokenPolicy {

    private static final int DEFAULT_KEEP_ENDED_DAYS = 90;

    /** One hour: a job that crashed before it stored the new secret has time to run again. */
    private static final int DEFAULT_SELF_ROTATION_GRACE_PERIOD = 3600;

    private final PolicyRules realm;
    private final Optional<PolicyRules> client;

    private ApiTokenPolicy(PolicyRules realm, Optional<PolicyRules> client) {
        this.realm = realm;
        this.client = client;
    }

    /** @throws InvalidPolicyException if an attribute is invalid */
    public static ApiTokenPolicy of(RealmModel realm) {
        return new ApiTokenPolicy(PolicyAttributes.read(realm), Optional.empty());
    }

    /** @throws InvalidPolicyException if an attribute is invalid */
    public static ApiTokenPolicy of(ClientModel client) {
        return new ApiTokenPolicy(PolicyAttributes.read(client.getRealm()), Optional.of(PolicyAttributes.read(client)));
    }

    /** Returns whether users can mint; true by default. */
    public boolean mintingEnabled() {
        return values(PolicyRules::mintingEnabled).allMatch(Boolean::booleanValue);
    }

    /** Returns whether clients can have API tokens minted at the token endpoint; false by default. */
    public boolean exchangeEnabled() {
        return isSwitchedOn(PolicyRules::exchangeEnabled);
    }

    /** Returns whether an API token may give itself a new secret; false by default. */
    public boolean selfRotation() {
        return isSwitchedOn(PolicyRules::selfRotation);
    }

    /** Returns for how many seconds the previous secret stays valid when an API token rotates itself. */
    public int selfRotationGracePeriod() {
        int ofRealm = Optional.ofNullable(realm.selfRotationGracePeriod()).orElse(DEFAULT_SELF_ROTATION_GRACE_PERIOD);
        return client.map(PolicyRules::selfRotationGracePeriod)
                .map(ofClient -> Math.min(ofClient, ofRealm))
                .orElse(ofRealm);
    }

    /** Returns whether an API token may set another expiry when it rotates itself; false by default. */
    public boolean selfRotationExpiry() {
        return isSwitchedOn(PolicyRules::selfRotationExpiry);
    }

    /** Returns the roles that a user needs to mint, all of them. */
    public Set<String> requiredRoles() {
        return values(PolicyRules::requiredRole).collect(Collectors.toSet());
    }

    /** Returns the maximum lifetime in seconds. */
    public Optional<Long> maxLifetime() {
        return least(PolicyRules::maxLifetime);
    }

    /** Returns the default lifetime in seconds. The client's own has precedence. */
    public Optional<Long> defaultLifetime() {
        Optional<Long> offered = client.map(PolicyRules::defaultLifetime)
                .or(() -> Optional.ofNullable(realm.defaultLifetime()))
                .or(() -> nonExpiringAllowed() ? Optional.empty() : maxLifetime());
        return offered.map(lifetime -> Math.min(lifetime, maxLifetime().orElse(lifetime)));
    }

    /** Returns whether an API token may never expire; false if there is a maximum lifetime. */
    public boolean nonExpiringAllowed() {
        return maxLifetime().isEmpty()
                && values(PolicyRules::nonExpiringAllowed).allMatch(Boolean::booleanValue);
    }

    /** Returns whether the page selects everything that the user may do first; true by default. */
    public boolean everythingByDefault() {
        return values(PolicyRules::everythingByDefault).allMatch(Boolean::booleanValue);
    }

    /** Returns the maximum number of active API tokens of a user in the realm. */
    public Optional<Integer> maxActive() {
        return Optional.ofNullable(realm.maxActive());
    }

    /** Returns the maximum number of active API tokens of a user for the client. */
    public Optional<Integer> maxActiveOfClient() {
        return client.map(PolicyRules::maxActive);
    }

    /** Returns the number of days without use after which API tokens end. */
    public Optional<Integer> endUnusedAfterDays() {
        return least(PolicyRules::endUnusedAfterDays);
    }

    /** Returns the number of days that API tokens are kept after their end; 90 by default. */
    public int keepEndedDays() {
        return least(PolicyRules::keepEndedDays).orElse(DEFAULT_KEEP_ENDED_DAYS);
    }

    /** Returns the maximum age, in seconds, of the login of a user who mints or rotates. */
    public Optional<Integer> maxAuthenticationAge() {
        return least(PolicyRules::maxAuthenticationAge);
    }

    /**
     * Returns the notices that users get by email. Returns all by default, and if the attribute is invalid: an error of
     * an admin must not hide a leak from its user.
     */
    public static Set<Notice> notices(RealmModel realm) {
        List<Notice> written = PolicyAttributes.notices(realm);
        return written == null ? EnumSet.allOf(Notice.class) : Set.copyOf(written);
    }

    /** Returns a rule that only the realm can switch on, and that a client can switch off again. */
    private boolean isSwitchedOn(Function<PolicyRules, Boolean> rule) {
        return Boolean.TRUE.equals(rule.apply(realm)) && values(rule).allMatch(Boolean::booleanValue);
    }

    private <T extends Comparable<T>> Optional<T> least(Function<PolicyRules, T> rule) {
        return values(rule).min(Comparator.naturalOrder());
    }

    private <T> Stream<T> values(Function<PolicyRules, T> rule) {
        return Stream.concat(Stream.of(realm), client.stream()).map(rule).filter(Objects::nonNull);
    }
}
