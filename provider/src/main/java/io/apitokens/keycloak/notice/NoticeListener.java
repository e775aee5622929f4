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

/** Sends notices for Keycloak's user events. Every way to mint or end an API token sends such an event. */
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
        // Changes by admins send user events too.
    }

    @Override
    public void close() {
        // Nothing to close.
    }

    private void send(Notice notice, Event event) {
        Map<String, String> details = event.getDetails();
        new Notices(session)
                .send(
                        session.realms().getRealm(event.getRealmId()),
                        event.getUserId(),
                        new NoticeContent(
                                notice,
                                details.get(ApiTokenEvent.LABEL),
                                details.get(ApiTokenEvent.CLIENT),
                                address(notice, event),
                                details.get(ApiTokenEvent.COMMENT),
                                event.getTime()));
    }

    /** Returns the address of the event; null if it is that of an admin or of the reporter of a leak. */
    private static String address(Notice notice, Event event) {
        boolean byUser = notice == Notice.MINTED && !isByAdmin(event.getDetails());
        return byUser || notice == Notice.ROTATED ? event.getIpAddress() : null;
    }

    private static Optional<Notice> notice(Event event) {
        String action = String.valueOf(event.getDetails().get(Details.ACTION));
        return switch (event.getType()) {
            case UPDATE_CREDENTIAL ->
                Optional.of(Notice.MINTED)
                        .filter(minted -> ApiTokenEvent.MINT.equals(action) || ApiTokenEvent.ROTATE.equals(action))
                        // A job rotates its API token each day or hour. If somebody else does, a late use follows.
                        .filter(minted ->
                                !ApiTokenEvent.ITSELF.equals(event.getDetails().get(ApiTokenEvent.ACTOR)));
            case UPDATE_CREDENTIAL_ERROR ->
                Optional.of(Notice.ROTATED).filter(rotated -> ApiTokenEvent.LATE_USE.equals(action));
            case REMOVE_CREDENTIAL -> ofRevocation(event.getDetails());
            default -> Optional.empty();
        };
    }

    /** Returns whether an admin acted on behalf of the user or impersonated the user. */
    private static boolean isByAdmin(Map<String, String> details) {
        return details.containsKey(ApiTokenEvent.ADMIN) || details.containsKey(Details.IMPERSONATOR);
    }

    /** Returns the notice of a revocation; empty if the user did it. */
    private static Optional<Notice> ofRevocation(Map<String, String> details) {
        return switch (Revocation.Reason.valueOf(details.get(Details.REASON).toUpperCase(Locale.ROOT))) {
            case LEAKED -> Optional.of(Notice.LEAKED);
            case REQUESTED ->
                Optional.of(Notice.ENDED)
                        .filter(ended -> isByAdmin(details) || !USER.equals(details.get(ApiTokenEvent.ACTOR)));
            // No notice: the user was removed, or knew the expiry.
            case USER_REMOVED, EXPIRED -> Optional.empty();
            case UNUSED, CLIENT_REMOVED, CONSENT_WITHDRAWN -> Optional.of(Notice.ENDED);
        };
    }
}
