package io.apitokens.keycloak.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.NameList;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Stores {@link PolicyRules} in attributes of the realm or the client, so that exports, imports and tools for
 * configuration as code include them. Lists are separated by spaces, which no name of a scope has.
 */
public final class PolicyAttributes {

    private static final String PREFIX = "api.tokens.";
    private static final String MINTING_ENABLED = PREFIX + "minting.enabled";
    private static final String EXCHANGE_ENABLED = PREFIX + "exchange.enabled";
    private static final String REQUIRED_ROLE = PREFIX + "required.role";
    private static final String MAX_LIFETIME = PREFIX + "max.lifetime";
    private static final String DEFAULT_LIFETIME = PREFIX + "default.lifetime";
    private static final String NON_EXPIRING_ALLOWED = PREFIX + "non.expiring.allowed";
    private static final String EVERYTHING_BY_DEFAULT = PREFIX + "everything.by.default";
    private static final String MAX_ACTIVE = PREFIX + "max.active";
    private static final String END_UNUSED_AFTER_DAYS = PREFIX + "end.unused.after.days";
    private static final String KEEP_ENDED_DAYS = PREFIX + "keep.ended.days";
    private static final String MAX_AUTHENTICATION_AGE = PREFIX + "max.authentication.age";
    private static final String SELF_ROTATION = PREFIX + "self.rotation";
    private static final String SELF_ROTATION_GRACE_PERIOD = SELF_ROTATION + ".grace.period";
    private static final String SELF_ROTATION_EXPIRY = SELF_ROTATION + ".expiry";
    private static final String NOTICES = PREFIX + "notices";

    private final UnaryOperator<String> attributes;

    private PolicyAttributes(UnaryOperator<String> attributes) {
        this.attributes = attributes;
    }

    /** @throws InvalidPolicyException if an attribute is invalid */
    public static PolicyRules read(RealmModel realm) {
        return new PolicyAttributes(realm::getAttribute).read();
    }

    /** @throws InvalidPolicyException if an attribute is invalid */
    public static PolicyRules read(ClientModel client) {
        return new PolicyAttributes(client::getAttribute).read();
    }

    /** Replaces the rules of a realm. */
    public static void write(RealmModel realm, PolicyRules rules) {
        write(rules, realm::setAttribute, realm::removeAttribute);
    }

    /** Returns the notices of a realm; null if the attribute is missing or invalid. */
    public static List<Notice> notices(RealmModel realm) {
        try {
            return new PolicyAttributes(realm::getAttribute).notices();
        } catch (InvalidPolicyException e) {
            return null;
        }
    }

    /** Replaces the rules of a client. */
    public static void write(ClientModel client, PolicyRules rules) {
        write(rules, client::setAttribute, client::removeAttribute);
    }

    private static void write(PolicyRules rules, BiConsumer<String, String> setter, Consumer<String> remover) {
        values(rules).forEach((name, value) -> {
            if (value == null) {
                remover.accept(name);
            } else {
                setter.accept(name, value);
            }
        });
    }

    private PolicyRules read() {
        PolicyRules rules = new PolicyRules(
                bool(MINTING_ENABLED),
                bool(EXCHANGE_ENABLED),
                value(REQUIRED_ROLE, Function.identity()),
                value(MAX_LIFETIME, Long::valueOf),
                value(DEFAULT_LIFETIME, Long::valueOf),
                bool(NON_EXPIRING_ALLOWED),
                bool(EVERYTHING_BY_DEFAULT),
                value(MAX_ACTIVE, Integer::valueOf),
                value(TokenClient.FORBIDDEN_SCOPES_ATTRIBUTE, NameList::parse),
                value(END_UNUSED_AFTER_DAYS, Integer::valueOf),
                value(KEEP_ENDED_DAYS, Integer::valueOf),
                value(MAX_AUTHENTICATION_AGE, Integer::valueOf),
                bool(SELF_ROTATION),
                value(SELF_ROTATION_GRACE_PERIOD, Integer::valueOf),
                bool(SELF_ROTATION_EXPIRY),
                notices());
        try {
            return rules.validated();
        } catch (InvalidApiTokenException e) {
            throw new InvalidPolicyException(name(e.field()), e);
        }
    }

    /** Returns the attribute of a rule: {@code max.lifetime} for {@code maxLifetime}. */
    private static String name(String rule) {
        return PREFIX + rule.replaceAll("[A-Z]", ".$0").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> values(PolicyRules rules) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(MINTING_ENABLED, string(rules.mintingEnabled()));
        values.put(EXCHANGE_ENABLED, string(rules.exchangeEnabled()));
        values.put(REQUIRED_ROLE, rules.requiredRole());
        values.put(MAX_LIFETIME, string(rules.maxLifetime()));
        values.put(DEFAULT_LIFETIME, string(rules.defaultLifetime()));
        values.put(NON_EXPIRING_ALLOWED, string(rules.nonExpiringAllowed()));
        values.put(EVERYTHING_BY_DEFAULT, string(rules.everythingByDefault()));
        values.put(MAX_ACTIVE, string(rules.maxActive()));
        values.put(TokenClient.FORBIDDEN_SCOPES_ATTRIBUTE, joined(rules.forbiddenScopes()));
        values.put(END_UNUSED_AFTER_DAYS, string(rules.endUnusedAfterDays()));
        values.put(KEEP_ENDED_DAYS, string(rules.keepEndedDays()));
        values.put(MAX_AUTHENTICATION_AGE, string(rules.maxAuthenticationAge()));
        values.put(SELF_ROTATION, string(rules.selfRotation()));
        values.put(SELF_ROTATION_GRACE_PERIOD, string(rules.selfRotationGracePeriod()));
        values.put(SELF_ROTATION_EXPIRY, string(rules.selfRotationExpiry()));
        values.put(
                NOTICES,
                rules.notices() == null
                        ? null
                        : joined(rules.notices().stream().map(Notice::value).toList()));
        return values;
    }

    private List<Notice> notices() {
        return value(
                NOTICES, value -> NameList.parse(value).stream().map(Notice::of).toList());
    }

    private Boolean bool(String name) {
        return value(name, value -> {
            if (!"true".equals(value) && !"false".equals(value)) {
                throw new IllegalArgumentException(value);
            }
            return Boolean.valueOf(value);
        });
    }

    private <T> T value(String name, Function<String, T> parser) {
        String value = attributes.apply(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidPolicyException(name, e);
        }
    }

    private static String string(Object value) {
        return value == null ? null : value.toString();
    }

    private static String joined(List<String> names) {
        return names == null ? null : NameList.format(names);
    }
}
