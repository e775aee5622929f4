package io.apitokens.keycloak.notice;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.Notice;
import io.apitokens.keycloak.token.Revocation;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/** Hangs the notices on Keycloak's user events: whatever door an API token came or went by, there is one. */
final class NoticeListener implements EventListenerProvider {

    private static final String USER = Revocation.Actor.USER.name().toLowerCase(Locale.ROOT);

    private final KeycloakSession session;

    NoticeListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getDetails() != null
                && ApiTokenEvent.CREDENTIAL_TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE))) {
            notice(event).ifPresent(notice -> send(notice, event));
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        // What an admin does to an API token leaves a user event as well.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private void send(Notice notice, Event event) {
        Map<String, String> details = event.getDetails();
        new Notices(session)
                .send(
                        session.realms().getRealm(event.getRealmId()),
                        event.getUserId(),
                        new Notices.Content(
                                notice,
                                details.get(ApiTokenEvent.LABEL),
                                details.get(ApiTokenEvent.CLIENT),
                                address(notice, event),
                                details.get(ApiTokenEvent.COMMENT),
                                event.getTime()));
    }

    /** Not that of an admin, nor of who reported a leak. */
    private static String address(Notice notice, Event event) {
        boolean byUser = notice == Notice.MINTED && !isByAdmin(event.getDetails());
        return byUser || notice == Notice.ROTATED ? event.getIpAddress() : null;
    }

    private static Optional<Notice> notice(Event event) {
        String action = String.valueOf(event.getDetails().get(Details.ACTION));
        return switch (event.getType()) {
            case UPDATE_CREDENTIAL ->
                Optional.of(Notice.MINTED)
                        .filter(minted -> ApiTokenEvent.MINT.equals(action) || ApiTokenEvent.ROTATE.equals(action));
            case UPDATE_CREDENTIAL_ERROR ->
                Optional.of(Notice.ROTATED).filter(rotated -> ApiTokenEvent.LATE_USE.equals(action));
            case REMOVE_CREDENTIAL -> ofRevocation(event.getDetails());
            default -> Optional.empty();
        };
    }

    /** For the user, or in place of the user. */
    private static boolean isByAdmin(Map<String, String> details) {
        return details.containsKey(ApiTokenEvent.ADMIN) || details.containsKey(Details.IMPERSONATOR);
    }

    /** Users need not be told what they did themselves. */
    private static Optional<Notice> ofRevocation(Map<String, String> details) {
        return switch (Revocation.Reason.valueOf(details.get(Details.REASON).toUpperCase(Locale.ROOT))) {
            case LEAKED -> Optional.of(Notice.LEAKED);
            case REQUESTED ->
                Optional.of(Notice.ENDED)
                        .filter(ended -> isByAdmin(details) || !USER.equals(details.get(ApiTokenEvent.ACTOR)));
            // Nobody is left to tell, or they knew when they minted it.
            case USER_REMOVED, EXPIRED -> Optional.empty();
            case UNUSED, CLIENT_REMOVED, CONSENT_WITHDRAWN -> Optional.of(Notice.ENDED);
        };
    }
}
