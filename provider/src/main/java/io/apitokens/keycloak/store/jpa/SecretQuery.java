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
 * The queries for API tokens by the hashes of secrets. They are asked for each use of each API token and are plain JDBC
 * for that alone: it costs half of what the same does through Hibernate (docs/performance.md).
 */
final class SecretQuery {

    /** How many hashes one query can have. */
    static final int GREATEST_SIZE = 128;

    private static final Logger LOG = Logger.getLogger(SecretQuery.class);

    private final String current;
    private final String old;

    /** @param table the name of a table as it is in SQL, with its schema where it needs one */
    SecretQuery(UnaryOperator<String> table) {
        current = "select t.SECRET_HASH, t.SECRET_NUMBER, " + ApiTokenRow.COLUMNS + " from " + table.apply("API_TOKEN")
                + " t where t.SECRET_HASH in (?";
        old = "select o.SECRET_HASH, o.SECRET_NUMBER, " + ApiTokenRow.COLUMNS + " from "
                + table.apply("API_TOKEN_OLD_SECRET") + " o join " + table.apply("API_TOKEN")
                + " t on t.ID = o.API_TOKEN_ID where o.SECRET_HASH in (?";
    }

    /** API tokens by the hashes of their secrets; the second query is for what the first did not find. */
    Map<String, Found> find(Connection connection, Set<String> hashes) throws SQLException {
        Map<String, Found> found = new HashMap<>();
        find(connection, current, hashes, found);
        if (found.size() < hashes.size()) {
            Set<String> others = new HashSet<>(hashes);
            others.removeAll(found.keySet());
            find(connection, old, others, found);
        }
        return found;
    }

    /** One statement for each power of two, so that the database knows them all soon; the last hash fills it up. */
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

    /** A row, with the number of the secret that it was found by. */
    record Found(ApiTokenEntity token, int secretNumber) {

        PresentedSecret toModel() {
            return new PresentedSecret(token.toModel(), secretNumber);
        }
    }
}
