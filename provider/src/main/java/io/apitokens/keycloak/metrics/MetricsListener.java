package io.apitokens.keycloak.metrics;

import java.util.Map;
import java.util.Objects;

import io.apitokens.keycloak.event.ApiTokenEvent;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Counts changes of API tokens by Keycloak's user events, which every way to change one sends. Does not count changes
 * that are rolled back.
 */
final class MetricsListener implements EventListenerProvider {

    static final String NOBODY = "none";

    private final KeycloakSession session;
    private final ApiTokenMetrics metrics;

    MetricsListener(KeycloakSession session) {
        this.session = session;
        this.metrics = ApiTokenMetrics.of(session);
    }

    @Override
    public void onEvent(Event event) {
        Map<String, String> details = event.getDetails();
        if (details == null || !ApiTokenEvent.CREDENTIAL_TYPE.equals(details.get(Details.CREDENTIAL_TYPE))) {
            return;
        }
        String realm = event.getRealmName();
        switch (event.getType()) {
            case UPDATE_CREDENTIAL -> changed(details.get(Details.ACTION), realm, ApiTokenMetrics.SUCCESS);
            case UPDATE_CREDENTIAL_ERROR -> changed(details.get(Details.ACTION), realm, event.getError());
            case REMOVE_CREDENTIAL -> revoked(realm, details.get(ApiTokenEvent.ACTOR), details.get(Details.REASON));
            default -> {
                // Other events change no API token.
            }
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        // Changes by admins send user events too.
    }

    @Override
    public void close() {
        // Nothing to close.
    }

    private void changed(String action, String realm, String outcome) {
        if (ApiTokenEvent.MINT.equals(action)) {
            afterCommit(() -> metrics.minted(realm, outcome));
        } else if (ApiTokenEvent.ROTATE.equals(action)) {
            afterCommit(() -> metrics.rotated(realm, outcome));
        }
    }

    private void revoked(String realm, String actor, String reason) {
        String by = Objects.requireNonNullElse(actor, NOBODY);
        afterCommit(() -> metrics.revoked(realm, by, reason));
    }

    private void afterCommit(Runnable count) {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                count.run();
            }

            @Override
            protected void rollbackImpl() {
                // The change was rolled back.
            }
        });
    }
}
