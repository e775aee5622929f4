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

/**
 * The rules that hold for the API tokens of a realm, or of a client of it. What a client says counts where it is
 * stricter than what its realm says, and never where it is laxer.
 */
public final class ApiTokenPolicy {

    private static final int DEFAULT_KEEP_ENDED_DAYS = 90;

    private final PolicyRules realm;
    private final Optional<PolicyRules> client;

    private ApiTokenPolicy(PolicyRules realm, Optional<PolicyRules> client) {
        this.realm = realm;
        this.client = client;
    }

    /** @throws InvalidPolicyException where an attribute cannot be understood */
    public static ApiTokenPolicy of(RealmModel realm) {
        return new ApiTokenPolicy(PolicyAttributes.read(realm), Optional.empty());
    }

    /** @throws InvalidPolicyException where an attribute cannot be understood */
    public static ApiTokenPolicy of(ClientModel client) {
        return new ApiTokenPolicy(PolicyAttributes.read(client.getRealm()), Optional.of(PolicyAttributes.read(client)));
    }

    /** Whether anybody can mint; true by default. */
    public boolean mintingEnabled() {
        return written(PolicyRules::mintingEnabled).allMatch(Boolean::booleanValue);
    }

    /** Whether clients can have API tokens minted at the token endpoint; false by default. */
    public boolean exchangeEnabled() {
        return Boolean.TRUE.equals(realm.exchangeEnabled())
                && written(PolicyRules::exchangeEnabled).allMatch(Boolean::booleanValue);
    }

    /** The roles that a user needs to mint, all of them. */
    public Set<String> requiredRoles() {
        return written(PolicyRules::requiredRole).collect(Collectors.toSet());
    }

    /** Greatest lifetime, in seconds. */
    public Optional<Long> maxLifetime() {
        return least(PolicyRules::maxLifetime);
    }

    /** The lifetime that is offered first, in seconds: the client's own, if it has one. */
    public Optional<Long> defaultLifetime() {
        Optional<Long> offered = client.map(PolicyRules::defaultLifetime)
                .or(() -> Optional.ofNullable(realm.defaultLifetime()))
                .or(() -> nonExpiringAllowed() ? Optional.empty() : maxLifetime());
        return offered.map(lifetime -> Math.min(lifetime, maxLifetime().orElse(lifetime)));
    }

    /** Whether an API token may never expire: not where there is a greatest lifetime. */
    public boolean nonExpiringAllowed() {
        return maxLifetime().isEmpty()
                && written(PolicyRules::nonExpiringAllowed).allMatch(Boolean::booleanValue);
    }

    /** Greatest number of active API tokens of a user in the realm. */
    public Optional<Integer> maxActive() {
        return Optional.ofNullable(realm.maxActive());
    }

    /** Greatest number of active API tokens of a user for the client. */
    public Optional<Integer> maxActiveOfClient() {
        return client.map(PolicyRules::maxActive);
    }

    /** After how many days without use API tokens end. */
    public Optional<Integer> endUnusedAfterDays() {
        return least(PolicyRules::endUnusedAfterDays);
    }

    /** For how many days API tokens that have ended are kept; 90 by default. */
    public int keepEndedDays() {
        return least(PolicyRules::keepEndedDays).orElse(DEFAULT_KEEP_ENDED_DAYS);
    }

    /** How old, in seconds, the login of a user who mints or rotates may be. */
    public Optional<Integer> maxAuthenticationAge() {
        return least(PolicyRules::maxAuthenticationAge);
    }

    /**
     * What users are told by email; everything by default, and where nobody can tell: what another rule has wrong must
     * not keep the news of a leak from its user.
     */
    public static Set<Notice> notices(RealmModel realm) {
        List<Notice> written = PolicyAttributes.notices(realm);
        return written == null ? EnumSet.allOf(Notice.class) : Set.copyOf(written);
    }

    private <T extends Comparable<T>> Optional<T> least(Function<PolicyRules, T> rule) {
        return written(rule).min(Comparator.naturalOrder());
    }

    private <T> Stream<T> written(Function<PolicyRules, T> rule) {
        return Stream.concat(Stream.of(realm), client.stream()).map(rule).filter(Objects::nonNull);
    }
}
