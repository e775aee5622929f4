package io.apitokens.keycloak.session;

import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProviderFactory;
import org.keycloak.models.session.UserSessionPersisterProvider;

/** Creates {@link LoginSessionPersister} with the options of the stock factory. */
public final class LoginSessionPersisterFactory extends JpaUserSessionPersisterProviderFactory {

    private static final String EXPIRATION_BATCH = "expirationBatch";

    private int expirationBatch = DEFAULT_EXPIRATION_BATCH;

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        // The field of the stock factory is private.
        expirationBatch = Math.max(1, config.getInt(EXPIRATION_BATCH, DEFAULT_EXPIRATION_BATCH));
    }

    @Override
    public UserSessionPersisterProvider create(KeycloakSession session) {
        return new LoginSessionPersister(
                session, session.getProvider(JpaConnectionProvider.class).getEntityManager(), expirationBatch);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
