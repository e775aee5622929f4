package io.apitokens.keycloak.diagnosis;

import java.util.List;
import java.util.Locale;

/**
 * The result of a check.
 *
 * @param reason lower case; null if the check passed or was skipped
 * @param remedy null if there is none, or if the caller may not know
 * @param scopes names of client scopes that the remedy is about
 * @param roles names of roles that the remedy is about
 */
public record Finding(Outcome outcome, String reason, Remedy remedy, List<String> scopes, List<String> roles) {

    static final Finding PASSED = new Finding(Outcome.PASSED, null, null, List.of(), List.of());
    static final Finding SKIPPED = new Finding(Outcome.SKIPPED, null, null, List.of(), List.of());
    static final Finding HIDDEN = new Finding(Outcome.HIDDEN, "client_hidden", null, List.of(), List.of());

    static Finding failed(Enum<?> reason, Remedy remedy) {
        return failed(reason.name().toLowerCase(Locale.ROOT), remedy);
    }

    static Finding failed(String reason, Remedy remedy) {
        return failed(reason, remedy, List.of(), List.of());
    }

    static Finding failed(String reason, Remedy remedy, List<String> scopes, List<String> roles) {
        return new Finding(Outcome.FAILED, reason, remedy, scopes, roles);
    }
}
