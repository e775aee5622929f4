package io.apitokens.keycloak.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.apitokens.keycloak.store.PresentedSecret;
import org.jboss.logging.Logger;

/**
 * Queries API tokens by the hashes of their secrets. Each use of an API token needs this query, so it is plain JDBC,
 * which costs half as much as Hibernate (docs/performance.md).
 */
final class SecretQuery {

    /** The maximum number of hashes in one query. */
    static final int MAX_SIZE = 128;

    private static final Logger LOG = Logger.getLogger(SecretQuery.class);

    private final String current;
    private final String previous;

    /** @param table returns the name of a table in SQL, with its schema if it needs one */
    SecretQuery(UnaryOperator<String> table) {
        current = "select t.SECRET_HASH, t.SECRET_NUMBER, " + ApiTokenRow.COLUMNS + " from " + table.apply("API_TOKEN")
                + " t where t.SECRET_HASH in (?";
        previous = "select o.SECRET_HASH, o.SECRET_NUMBER, " + ApiTokenRow.COLUMNS + " from "
                + table.apply("API_TOKEN_OLD_SECRET") + " o join " + table.apply("API_TOKEN")
                + " t on t.ID = o.API_TOKEN_ID where o.SECRET_HASH in (?";
    }

    /** Finds API tokens by the hashes of their current secrets, and then by those of previous secrets. */
    Map<String, Found> find(Connection connection, Set<String> hashes) throws SQLException {
        Map<String, Found> found = new HashMap<>();
        find(connection, current, hashes, found);
        if (found.size() < hashes.size()) {
            Set<String> others = new HashSet<>(hashes);
            others.removeAll(found.keySet());
            find(connection, previous, others, found);
        }
        return found;
    }

    /** Uses one statement text for each power of two, so that the database reuses plans. The last hash is repeated. */
    private static void find(Connection connection, String sql, Set<String> hashes, Map<String, Found> found)
            throws SQLException {
        int size = Integer.highestOneBit(2 * hashes.size() - 1);
        String all = sql + ",?".repeat(size - 1) + ")";
        LOG.debug(all);
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            Iterator<String> rest = hashes.iterator();
            String hash = null;
            for (int i = 1; i <= size; i++) {
                hash = rest.hasNext() ? rest.next() : hash;
                statement.setString(i, hash);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), new Found(ApiTokenRow.read(rows, 2), rows.getInt(2)));
                }
            }
        }
    }

    /** A row, with the number of the secret by which it was found. */
    record Found(ApiTokenEntity token, int secretNumber) {

        PresentedSecret toModel() {
            return new PresentedSecret(token.toModel(), secretNumber);
        }
    }
}
