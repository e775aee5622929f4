package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The recipe for Strimzi's Kafka OAuth, with its validator as a broker calls it. */
@IntegrationTest
class StrimziIT {

    private static final String LISTENER = "listener.name.client.";
    private static final String MECHANISM = "OAUTHBEARER";
    private static final int AGE = 300;

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    StrimziIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @Test
    void brokerAcceptsApiTokensThatItAsksForAgain() throws Exception {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("kafka", "notes:read");
        String without = alice.mint("without the scope", "notes:write").secret();
        AuthenticateCallbackHandler validator = validator();
        try {
            assertRefused(validator, minted.secret());

            realm.changeClient(NOTES_API, client -> client.getAttributes()
                    .put("api.tokens.introspection.max.age", Integer.toString(AGE)));
            OAuthBearerToken token = validate(validator, minted.secret());
            assertThat(token.principalName()).isEqualTo(realm.userId(ALICE));
            assertThat(Instant.ofEpochMilli(token.lifetimeMs()))
                    .isBetween(
                            Instant.now().plusSeconds(AGE - 60), Instant.now().plusSeconds(AGE + 1));

            assertRefused(validator, without);
            assertRefused(validator, "junk");
            alice.delete("/" + minted.id());
            assertRefused(validator, minted.secret());
        } finally {
            validator.close();
        }
    }

    private static void assertRefused(AuthenticateCallbackHandler validator, String token) {
        assertThatThrownBy(() -> validate(validator, token))
                .isInstanceOf(SaslAuthenticationException.class)
                .hasMessageNotContaining(token);
    }

    private static OAuthBearerToken validate(AuthenticateCallbackHandler validator, String token)
            throws IOException, UnsupportedCallbackException {
        OAuthBearerValidatorCallback callback = new OAuthBearerValidatorCallback(token);
        validator.handle(new Callback[] {callback});
        return callback.token();
    }

    private AuthenticateCallbackHandler validator() throws ReflectiveOperationException, IOException {
        Map<String, Object> settings = settings();
        AuthenticateCallbackHandler validator = (AuthenticateCallbackHandler)
                Class.forName((String) settings.get("oauthbearer.sasl.server.callback.handler.class"))
                        .getDeclaredConstructor()
                        .newInstance();
        validator.configure(
                settings,
                MECHANISM,
                JaasContext.loadServerContext(new ListenerName("CLIENT"), MECHANISM, settings)
                        .configurationEntries());
        return validator;
    }

    /** The settings of the listener, as a broker has them. */
    private Map<String, Object> settings() throws IOException {
        Properties recipe = new Properties();
        recipe.load(new StringReader(Recipe.of("Strimzi Kafka OAuth", "properties")
                .with("https://keycloak.example.com", keycloak.url())
                .with("myrealm", realm.name())
                .with("the-secret-of-notes-api", NOTES_API_SECRET)
                .text()));
        Map<String, Object> settings = new HashMap<>();
        recipe.forEach((name, value) -> settings.put(((String) name).substring(LISTENER.length()), value));
        settings.compute("oauthbearer.sasl.jaas.config", (name, value) -> new Password((String) value));
        assertThat(List.of(settings.get("sasl.enabled.mechanisms"))).containsExactly(MECHANISM);
        return settings;
    }
}
