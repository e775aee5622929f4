package io.apitokens.keycloak.store.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads rows of {@code API_TOKEN} by plain JDBC. */
final class ApiTokenRow {

    /** The columns that {@link ApiTokenEntity#toModel()} needs. */
    static final String COLUMNS = "t.ID, t.REALM_ID, t.USER_ID, t.CLIENT_ID, t.PLACE, t.LABEL, t.DESCRIPTION,"
            + " t.EVERYTHING, t.SCOPE, t.HINT, t.CREATED_TIMESTAMP, t.EXPIRES_TIMESTAMP, t.GRANTING_SESSION_ID,"
            + " t.GRANTING_CLIENT_ID, t.SECRET_NUMBER, t.PREVIOUS_SECRET_NUMBER, t.ROTATED_TIMESTAMP, t.GRACE_TIMESTAMP, t.LAST_USED_TIMESTAMP,"
            + " t.LAST_USED_ADDRESS, t.LAST_USED_CLIENT_ID, t.LATE_USE_TIMESTAMP, t.LATE_USE_ADDRESS,"
            + " t.LATE_USE_CLIENT_ID, t.LATE_USE_REPORT_TIMESTAMP, t.REVOKED_TIMESTAMP, t.REVOKED_BY,"
            + " t.REVOKED_REASON, t.REVOKED_COMMENT";

    private ApiTokenRow() {}

    /**
     * Reads the {@link #COLUMNS} of the current row.
     *
     * @param others number of columns before them
     */
    static ApiTokenEntity read(ResultSet row, int others) throws SQLException {
        ApiTokenEntity token = new ApiTokenEntity();
        int column = others;
        token.id = row.getString(++column);
        token.realmId = row.getString(++column);
        token.userId = row.getString(++column);
        token.clientId = row.getString(++column);
        token.slot = row.getString(++column);
        token.label = row.getString(++column);
        token.description = row.getString(++column);
        token.everything = row.getBoolean(++column);
        token.scope = row.getString(++column);
        token.hint = row.getString(++column);
        token.created = row.getLong(++column);
        token.expires = row.getLong(++column);
        token.grantingSessionId = row.getString(++column);
        token.grantingClientId = row.getString(++column);
        token.secretNumber = row.getInt(++column);
        token.previousSecretNumber = row.getInt(++column);
        token.rotated = timestamp(row, ++column);
        token.graceEnds = timestamp(row, ++column);
        token.lastUsed = row.getLong(++column);
        token.lastUsedAddress = row.getString(++column);
        token.lastUsedClientId = row.getString(++column);
        token.lateUse = timestamp(row, ++column);
        token.lateUseAddress = row.getString(++column);
        token.lateUseClientId = row.getString(++column);
        token.lateUseReported = timestamp(row, ++column);
        token.revoked = timestamp(row, ++column);
        token.revokedBy = row.getString(++column);
        token.revokedReason = row.getString(++column);
        token.revokedComment = row.getString(++column);
        return token;
    }

    private static Long timestamp(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
