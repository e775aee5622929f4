package io.apitokens.keycloak.lifecycle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;

import io.apitokens.keycloak.model.ApiToken;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Goes through API tokens that are due, a page at a time and each in a transaction of its own: whatever their number,
 * no transaction is long, and one that fails holds up no other. It is due again at the next run.
 */
final class DueApiTokens {

    static final int PAGE = 200;

    private static final Logger LOG = Logger.getLogger(DueApiTokens.class);

    private final KeycloakSessionFactory factory;

    DueApiTokens(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /**
     * @param due the next page, of at most {@link #PAGE}, in the transaction of the session that it gets
     * @param action what ends the API token being due
     */
    void forEach(Function<KeycloakSession, Stream<ApiToken>> due, BiConsumer<KeycloakSession, ApiToken> action) {
        Set<String> seen = new HashSet<>();
        boolean progress = true;
        while (progress) {
            List<ApiToken> page =
                    KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> due.apply(session)
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
            LOG.errorf(e, "API token %s is due and will be tried again", token.id());
        }
    }
}
