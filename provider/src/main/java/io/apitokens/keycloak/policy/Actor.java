package io.apitokens.keycloak.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.event.ApiTokenEvent;
import org.keycloak.Config;
import org.keycloak.events.Details;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.util.JsonSerialization;

/**
 * A user or client that acts, or may act, in place of the user of an access token.
 *
 * @param refusal the message key of the refusal
 * @param details of the actor, for the event
 */
public record Actor(String refusal, Map<String, String> details) {

    /** Claim: the actor in place of the user (RFC 8693, section 4.1). */
    public static final String ACT = "act";

    /** Claim: the permitted actor (RFC 8693, section 4.4). */
    public static final String MAY_ACT = IDToken.MAY_ACT;

    private static final int MAX_LENGTH = 255;

    /** Returns the impersonator of the session, or else the actor in the access token or in a note of the session. */
    static Optional<Actor> of(KeycloakSession session, AccessToken token, UserSessionModel userSession) {
        Optional<Actor> impersonator = impersonator(session, userSession);
        return impersonator.isPresent() ? impersonator : delegate(session, token, userSession);
    }

    private static Optional<Actor> impersonator(KeycloakSession session, UserSessionModel userSession) {
        boolean impersonated = Stream.of(ImpersonationSessionNote.values())
                .anyMatch(note -> userSession.getNote(note.toString()) != null);
        if (!impersonated) {
            return Optional.empty();
        }
        String id = userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString());
        Map<String, String> details = new HashMap<>();
        details.put(
                Details.IMPERSONATOR, userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString()));
        details.put(ApiTokenEvent.IMPERSONATOR_ID, id);
        details.put(
                ApiTokenEvent.IMPERSONATOR_CLIENT,
                userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_CLIENT.toString()));
        details.put(Details.IMPERSONATOR_REALM, realmOf(session, userSession.getRealm(), id));
        return Optional.of(new Actor("apiTokenImpersonated", details));
    }

    /** Searches the realm and the master realm for the impersonator, because no note of the session names the realm. */
    private static String realmOf(KeycloakSession session, RealmModel realm, String id) {
        return id == null
                ? null
                : Stream.of(realm, session.realms().getRealmByName(Config.getAdminRealm()))
                        .filter(home -> session.users().getUserById(home, id) != null)
                        .map(RealmModel::getName)
                        .findFirst()
                        .orElse(null);
    }

    private static Optional<Actor> delegate(KeycloakSession session, AccessToken token, UserSessionModel userSession) {
        List<JsonNode> tokens = Stream.of(token, introspected(session, token, userSession))
                .map(JsonSerialization.mapper::<JsonNode>valueToTree)
                .toList();
        Map<String, String> details = new HashMap<>();
        for (String claim : List.of(ACT, MAY_ACT)) {
            Stream<String> ofNotes = userSession.getNotes().entrySet().stream()
                    .filter(note -> note.getKey().equals(claim) || note.getKey().startsWith(claim + "."))
                    .map(Map.Entry::getValue);
            Stream<String> ofTokens =
                    tokens.stream().filter(each -> each.hasNonNull(claim)).map(each -> subject(each.get(claim)));
            Stream.concat(ofNotes, ofTokens).forEach(actor -> details.put(claim, storable(actor)));
        }
        return details.isEmpty() ? Optional.empty() : Optional.of(new Actor("apiTokenDelegated", details));
    }

    private static String subject(JsonNode claim) {
        JsonNode subject = claim.path(IDToken.SUBJECT);
        return subject.isValueNode() ? subject.asText() : claim.toString();
    }

    /** Completes a lightweight access token with the claims of the mappers. */
    private static AccessToken introspected(KeycloakSession session, AccessToken token, UserSessionModel userSession) {
        AccessTokenContext context =
                session.getProvider(TokenContextEncoderProvider.class).getTokenContextFromTokenId(token.getId());
        if (context.getTokenType() == AccessTokenContext.TokenType.REGULAR) {
            return token;
        }
        RealmModel before = session.getContext().getRealm();
        session.getContext().setRealm(userSession.getRealm());
        try {
            return new AccessTokenIntrospectionProvider<>(session).transformAccessToken(token, userSession);
        } finally {
            session.getContext().setRealm(before);
        }
    }

    private static String storable(String value) {
        String storable = ApiTokenEvent.storable(value);
        return storable.substring(0, Math.min(storable.length(), MAX_LENGTH));
    }
}
