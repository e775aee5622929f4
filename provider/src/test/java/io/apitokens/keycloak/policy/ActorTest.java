package io.apitokens.keycloak.policy;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.SessionType;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.TokenType;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;

import static org.assertj.core.api.Assertions.assertThat;

class ActorTest {

    @ParameterizedTest
    @CsvSource({"act, act", "act.sub, act", "may_act, may_act", "may_act.sub, may_act"})
    void noteOfTheSessionNamesTheActor(String note, String claim) {
        assertThat(actor(new AccessToken(), Map.of(note, "the actor")))
                .contains(new Actor("apiTokenDelegated", Map.of(claim, "the actor")));
    }

    @Test
    void noteOfAnotherNameNamesNobody() {
        assertThat(actor(new AccessToken(), Map.of("action", "x", "acted", "x", "AUTH_TIME", "1")))
                .isEmpty();
    }

    @Test
    void claimThatIsNoObjectIsAnActorAsWell() {
        AccessToken token = new AccessToken();
        token.setOtherClaims("act", "somebody");
        assertThat(actor(token, Map.of())).map(Actor::details).contains(Map.of("act", "\"somebody\""));
        token.setOtherClaims("act", Map.of("sub", "x".repeat(1000)));
        assertThat(actor(token, Map.of())).map(Actor::details).contains(Map.of("act", "x".repeat(255)));
    }

    private static Optional<Actor> actor(AccessToken token, Map<String, String> notes) {
        UserSessionModel userSession = answering(
                UserSessionModel.class, Map.of("getNotes", notes), arguments -> notes.get(String.valueOf(arguments)));
        AccessTokenContext context = new AccessTokenContext(SessionType.ONLINE, TokenType.REGULAR, "ac", "id");
        TokenContextEncoderProvider encoder = answering(
                TokenContextEncoderProvider.class, Map.of("getTokenContextFromTokenId", context), arguments -> null);
        KeycloakSession session = answering(KeycloakSession.class, Map.of("getProvider", encoder), arguments -> null);
        return Actor.of(session, token, userSession);
    }

    /** @param otherwise answers the other methods from their first argument */
    private static <T> T answering(Class<T> type, Map<String, ?> answers, Function<Object, Object> otherwise) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.containsKey(method.getName())
                        ? answers.get(method.getName())
                        : otherwise.apply(arguments == null ? null : arguments[0])));
    }
}
