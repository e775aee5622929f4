package io.apitokens.keycloak.admin;

import java.util.Optional;

import io.apitokens.keycloak.admin.export.ExportFormat;
import io.apitokens.keycloak.rest.ListParameters;
import io.apitokens.keycloak.store.ApiTokenSearch.Position;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;

/**
 * The query parameters of an export, besides those that filter.
 *
 * @param after position after which to start; null for the beginning
 * @param max maximum number of rows; null for all
 * @param revokedFrom leaves out API tokens that were not revoked, or were revoked before this time; null for none
 */
record ExportParameters(ExportFormat format, Position after, Long max, Long revokedFrom) {

    private static final String FORMAT = "format";
    private static final String AFTER = "after";
    private static final String MAX = "max";
    private static final String REVOKED_FROM = "revokedFrom";

    static final String[] NAMES = {FORMAT, AFTER, MAX, REVOKED_FROM};

    /** @throws InvalidApiTokenException naming the parameter that is invalid */
    static ExportParameters of(ListParameters parameters) {
        String format = Optional.ofNullable(parameters.text(FORMAT)).orElse("csv");
        Long max = parameters.time(MAX);
        if (max != null && max < 1) {
            throw invalid(MAX);
        }
        return new ExportParameters(
                Optional.ofNullable(ExportFormat.of(format)).orElseThrow(() -> invalid(FORMAT)),
                Optional.ofNullable(parameters.text(AFTER))
                        .map(ExportParameters::position)
                        .orElse(null),
                max,
                parameters.time(REVOKED_FROM));
    }

    boolean selects(ApiToken token) {
        return revokedFrom == null
                || token.revocation() != null && token.revocation().at() >= revokedFrom;
    }

    static String cursor(Position position) {
        return position.created() + "_" + position.id();
    }

    private static Position position(String cursor) {
        int separator = cursor.indexOf('_');
        if (separator < 1) {
            throw invalid(AFTER);
        }
        try {
            return new Position(Long.parseLong(cursor.substring(0, separator)), cursor.substring(separator + 1));
        } catch (NumberFormatException e) {
            throw invalid(AFTER);
        }
    }

    private static InvalidApiTokenException invalid(String name) {
        return new InvalidApiTokenException("apiTokenParameterInvalid", name);
    }
}
