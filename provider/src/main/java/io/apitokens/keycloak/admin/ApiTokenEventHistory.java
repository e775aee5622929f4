package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.stream.Stream;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.store.ApiTokenFilter.Page;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.events.Event;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.EventRepresentation;

/** The stored events of one API token, newest first. */
record ApiTokenEventHistory(KeycloakSession session, RealmModel realm) {

    private static final EventType[] TYPES = {
        EventType.UPDATE_CREDENTIAL,
        EventType.UPDATE_CREDENTIAL_ERROR,
        EventType.REMOVE_CREDENTIAL,
        EventType.REMOVE_CREDENTIAL_ERROR
    };

    /** Limits the events of the user that are searched: the store finds events by user and not by API token. */
    private static final int MAX_SEARCHED = 5_000;

    List<EventRepresentation> of(ApiToken token, Page page) {
        return events(token)
                .filter(event -> isAbout(token, event))
                .skip(page.first())
                .limit(page.max())
                .map(ModelToRepresentation::toRepresentation)
                .toList();
    }

    private Stream<Event> events(ApiToken token) {
        EventStoreProvider store = session.getProvider(EventStoreProvider.class);
        return store == null
                ? Stream.empty()
                : store.createQuery()
                        .realm(realm.getId())
                        .user(token.userId())
                        .type(TYPES)
                        .orderByDescTime()
                        .maxResults(MAX_SEARCHED)
                        .getResultStream();
    }

    private static boolean isAbout(ApiToken token, Event event) {
        return event.getDetails() != null
                && token.id().equals(event.getDetails().get(ApiTokenEvent.ID));
    }
}
