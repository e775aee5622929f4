package io.apitokens.keycloak.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Goes through many API tokens, a page at a time and each in a transaction of its own: whatever their number, no
 * transaction is long, and one that fails holds up no other.
 */
public final class ApiTokenSweep {

    /** How many API tokens to ask for at once. */
    public static final int PAGE = 200;

    private static final Logger LOG = Logger.getLogger(ApiTokenSweep.class);

    private final KeycloakSessionFactory factory;

    public ApiTokenSweep(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /**
     * @param next a page, of at most {@link #PAGE}, in the transaction of the session that it gets
     * @param action what keeps an API token from being in the next page
     */
    public void forEach(
            Function<KeycloakSession, Stream<ApiToken>> next, BiConsumer<KeycloakSession, ApiToken> action) {
        Set<String> seen = new HashSet<>();
        boolean progress = true;
        while (progress) {
            List<ApiToken> page =
                    KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> next.apply(session)
                            .filter(token -> !seen.contains(token.id()))
                            .toList());
            page.forEach(token -> act(token, action));
            page.forEach(token -> seen.add(token.id()));
            progress = !page.isEmpty();
        }
    }

    private void act(ApiToken token, BiConsumer<KeycloakSession, ApiToken> action) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                session.getContext().setRealm(session.realms().getRealm(token.realmId()));
                action.accept(session, token);
            });
        } catch (ModelException | PersistenceException e) {
            LOG.errorf(e, "API token %s was left as it is", token.id());
        }
    }
}
