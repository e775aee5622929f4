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
 * Finds API tokens by the hashes of secrets, for all requests of this node. Lookups that arrive while a query is under
 * way share the next one, so that the database's price of each falls as the load rises. A query starts after all that
 * share it arrived: each sees whatever was committed before it was asked.
 *
 * <p>The queries have a thread and a connection of their own, outside of the transactions of the requests. That saves
 * each request a transaction in the database; and because the connection is kept while it is in use, requests that hold
 * all others of the pool do not wait for themselves.
 */
final class SecretLookup implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PROBE_SECONDS = 1;
    private static final Duration GREATEST_AGE = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(SecretLookup.class);

    private final SecretQuery query;
    private final Supplier<Connection> connections;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "api-token-reader");
        thread.setDaemon(true);
        return thread;
    });

    private Group next;

    // Written by the reader's thread alone.
    private volatile Connection connection;
    private volatile long asked;
    private long connected;
    private boolean isIdle;

    /** @param connections gives one outside of all transactions, and fails where there is none */
    SecretLookup(SecretQuery query, Supplier<Connection> connections) {
        this.query = query;
        this.connections = connections;
    }

    /**
     * @param hash of a secret
     * @throws ModelException where the database does not answer
     */
    Optional<PresentedSecret> find(String hash) {
        try {
            return Optional.ofNullable(join(hash)
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .get(hash))
                    // Here, where a row that is no API token fails nobody else.
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

    /** To be called now and then: gives the connection back that nobody needed since, or that is old. */
    void tidy() {
        reader.execute(() -> {
            if (isIdle || connected + GREATEST_AGE.toNanos() - System.nanoTime() < 0) {
                disconnect();
            }
            isIdle = true;
        });
    }

    private synchronized Future<Map<String, Found>> join(String hash) {
        if (next == null || next.hashes().size() == SecretQuery.GREATEST_SIZE) {
            Set<String> hashes = new HashSet<>();
            next = new Group(hashes, reader.submit(() -> {
                // On a busy machine those run first who are about to join. Not in depart: they need its lock.
                Thread.yield();
                return read(depart(hashes));
            }));
        }
        next.hashes().add(hash);
        return next.found();
    }

    /** Nobody joins a group any more whose query begins. */
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
            // Before there is a connection: who waited for another one shall not give up this one.
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
            // A transaction that stays open may go on to see what was there when it began.
            connection.setAutoCommit(true);
            connected = System.nanoTime();
        }
        return connection;
    }

    /** A pool gives a thread the same connection again and again, dead or alive: a dead one is held to get another. */
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
            LOG.debug("A connection that is given up cannot be closed", e);
        }
    }

    /** So that all others do not wait for an answer that may never come. Of several who are tired of it one does it. */
    private void abort() {
        Connection silent = connection;
        if (silent != null && System.nanoTime() - asked > PATIENCE.toNanos() / 2) {
            try {
                // The pool's own wrapper forgets the connection instead of aborting it.
                silent.unwrap(Connection.class).abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("A connection that does not answer cannot be aborted", e);
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
