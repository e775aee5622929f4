package io.apitokens.keycloak.store;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.token.ApiToken;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Processes many API tokens, page by page and each in its own transaction. So no transaction is long, and a failure
 * does not stop the others.
 */
public final class ApiTokenSweep {

    /** The number of API tokens of a page. */
    public static final int PAGE = 200;

    /** Stops the run after this many failures, because they have a common cause. The next run tries again. */
    private static final int MAX_STUCK = 1_000;

    private static final Logger LOG = Logger.getLogger(ApiTokenSweep.class);

    private final KeycloakSessionFactory factory;
    private final BooleanSupplier mayGoOn;

    /** @param mayGoOn asked before each page whether to continue */
    public ApiTokenSweep(KeycloakSessionFactory factory, BooleanSupplier mayGoOn) {
        this.factory = factory;
        this.mayGoOn = mayGoOn;
    }

    /**
     * Runs an action for each API token.
     *
     * @param next returns up to a number of API tokens, in the transaction of the given session
     * @param action changes an API token so that {@code next} no longer returns it
     */
    public void forEach(
            BiFunction<KeycloakSession, Integer, Stream<ApiToken>> next, BiConsumer<KeycloakSession, ApiToken> action) {
        Set<String> before = Set.of();
        Set<String> stuck = new HashSet<>();
        boolean goesOn = true;
        while (goesOn && mayGoOn.getAsBoolean()) {
            int max = PAGE + stuck.size();
            Map<String, ApiToken> page =
                    KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> next.apply(session, max)
                            .filter(token -> !stuck.contains(token.id()))
                            .collect(Collectors.toMap(ApiToken::id, Function.identity())));
            boolean isFresh = !page.isEmpty();
            // An API token that is returned again could not be processed, and must not block the others.
            before.stream().filter(page.keySet()::contains).forEach(stuck::add);
            page.keySet().removeAll(stuck);
            page.values().forEach(token -> act(token, action));
            before = page.keySet();
            goesOn = isFresh && stuck.size() < MAX_STUCK;
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void act(ApiToken token, BiConsumer<KeycloakSession, ApiToken> action) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                RealmModel realm = session.realms().getRealm(token.realmId());
                if (realm == null) {
                    // The realm was removed while the extension was not installed.
                    ApiTokenProvider.of(session).removals().remove(token);
                } else {
                    session.getContext().setRealm(realm);
                    action.accept(session, token);
                }
            });
        } catch (RuntimeException e) {
            // User storages and event listeners may throw anything.
            LogMessage.TOKEN_LEFT.log(LOG, e, token.id());
        }
    }
}
