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
 * Goes through many API tokens, a page at a time and each in a transaction of its own: whatever their number, no
 * transaction is long, and one that fails holds up no other.
 */
public final class ApiTokenSweep {

    /** How many API tokens to ask for at once. */
    public static final int PAGE = 200;

    /** With so many it is not about single API tokens: the next run tries again. */
    private static final int MOST_STUCK = 1_000;

    private static final Logger LOG = Logger.getLogger(ApiTokenSweep.class);

    private final KeycloakSessionFactory factory;
    private final BooleanSupplier mayGoOn;

    /** @param mayGoOn asked before each page */
    public ApiTokenSweep(KeycloakSessionFactory factory, BooleanSupplier mayGoOn) {
        this.factory = factory;
        this.mayGoOn = mayGoOn;
    }

    /**
     * @param next up to so many, in the transaction of the session that it gets
     * @param action what keeps an API token from being among the next
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
            // What comes again was left as it is, and the others must not wait behind it.
            before.stream().filter(page.keySet()::contains).forEach(stuck::add);
            page.keySet().removeAll(stuck);
            page.values().forEach(token -> act(token, action));
            before = page.keySet();
            goesOn = isFresh && stuck.size() < MOST_STUCK;
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void act(ApiToken token, BiConsumer<KeycloakSession, ApiToken> action) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                RealmModel realm = session.realms().getRealm(token.realmId());
                if (realm == null) {
                    // Removed while the extension was not installed, and all that the token opened with it.
                    ApiTokenProvider.of(session).remove(token);
                } else {
                    session.getContext().setRealm(realm);
                    action.accept(session, token);
                }
            });
        } catch (RuntimeException e) {
            // Whatever it is: user storages and listeners throw what they like, and the others must not wait for it.
            LogMessage.TOKEN_LEFT.log(LOG, e, token.id());
        }
    }
}
