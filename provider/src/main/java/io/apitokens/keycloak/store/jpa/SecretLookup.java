package io.apitokens.keycloak.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.store.jpa.SecretQuery.Found;
import org.jboss.logging.Logger;
import org.keycloak.models.ModelException;

/**
 * Finds API tokens by the hashes of their secrets, for all requests of this node. Lookups that arrive during a query
 * share the next query, so that a lookup costs the database less if the load is high. A query starts only after its
 * lookups have arrived, so that each lookup sees everything that was committed before it.
 *
 * <p>The queries use a thread and a connection of their own, outside the transactions of the requests. This saves each
 * request a database transaction. It also prevents a deadlock in which requests hold all connections of the pool and
 * each waits for another one.
 */
final class SecretLookup implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PROBE_SECONDS = 1;
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(SecretLookup.class);

    private final SecretQuery query;
    private final Supplier<Connection> connections;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "api-token-reader");
        thread.setDaemon(true);
        return thread;
    });

    private Group next;

    // Written by the reader thread only.
    private volatile Connection connection;
    private volatile long asked;
    private long connected;
    private boolean isIdle;

    /** @param connections opens a connection outside of all transactions, or fails */
    SecretLookup(SecretQuery query, Supplier<Connection> connections) {
        this.query = query;
        this.connections = connections;
    }

    /**
     * Finds the API token of a secret.
     *
     * @throws ModelException if the database does not answer
     */
    Optional<PresentedSecret> find(String hash) {
        try {
            return Optional.ofNullable(join(hash)
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .get(hash))
                    // Converts in the thread of the request, so that an invalid row fails no other lookup.
                    .map(Found::toModel);
        } catch (TimeoutException e) {
            abort();
            throw new ModelException("The database does not answer", e);
        } catch (ExecutionException e) {
            throw new ModelException("API tokens cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("API tokens cannot be read", e);
        }
    }

    /** Closes the connection if it is old, or was not used since the last call. A timer calls this. */
    void tidy() {
        reader.execute(() -> {
            if (isIdle || connected + MAX_AGE.toNanos() - System.nanoTime() < 0) {
                disconnect();
            }
            isIdle = true;
        });
    }

    private synchronized Future<Map<String, Found>> join(String hash) {
        if (next == null || next.hashes().size() == SecretQuery.MAX_SIZE) {
            Set<String> hashes = new HashSet<>();
            next = new Group(hashes, reader.submit(() -> {
                // Lets waiting requests join. Not within depart, because they need its lock.
                Thread.yield();
                return read(depart(hashes));
            }));
        }
        next.hashes().add(hash);
        return next.found();
    }

    /** Closes a group, so that no lookup joins after its query has started. */
    private synchronized Set<String> depart(Set<String> hashes) {
        if (next != null && next.hashes() == hashes) {
            next = null;
        }
        return hashes;
    }

    private Map<String, Found> read(Set<String> hashes) throws SQLException {
        isIdle = false;
        boolean isKept = connection != null;
        try {
            // Set before connecting, so that lookups that waited for an earlier connection do not abort this one.
            asked = System.nanoTime();
            return query.find(connection(), hashes);
        } catch (SQLException e) {
            disconnect();
            if (!isKept) {
                throw e;
            }
            LOG.debug("The database may have been away since the last query", e);
            return read(hashes);
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = firstThatAnswers();
            // An open transaction could keep seeing the data of its start.
            connection.setAutoCommit(true);
            connected = System.nanoTime();
        }
        return connection;
    }

    /** Holds a dead connection while it asks for another: a pool gives a thread the same connection again. */
    private Connection firstThatAnswers() throws SQLException {
        Connection given = connections.get();
        if (given.isValid(PROBE_SECONDS)) {
            return given;
        }
        try (given) {
            return firstThatAnswers();
        }
    }

    private void disconnect() {
        try (Connection given = connection) {
            connection = null;
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }

    /** Aborts a connection that does not answer, so that other lookups do not wait. Of concurrent calls, one aborts. */
    private void abort() {
        Connection silent = connection;
        if (silent != null && System.nanoTime() - asked > PATIENCE.toNanos() / 2) {
            try {
                // The wrapper of the pool would drop the connection without aborting it.
                silent.unwrap(Connection.class).abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("A connection that does not answer could not be aborted", e);
            }
        }
    }

    @Override
    public void close() {
        reader.execute(this::disconnect);
        reader.shutdown();
    }

    private record Group(Set<String> hashes, Future<Map<String, Found>> found) {}
}
