package io.apitokens.keycloak.tests.server;

import java.util.concurrent.atomic.AtomicInteger;

import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.HardcodedClaim;
import org.keycloak.representations.IDToken;

/** A protocol mapper of another extension. Its claim differs each time, although it extends a mapper of Keycloak. */
public class CountingMapper extends HardcodedClaim {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Override
    public String getId() {
        return "test-counting-mapper";
    }

    @Override
    protected void setClaim(IDToken token, ProtocolMapperModel model, UserSessionModel session) {
        token.getOtherClaims().put("count", COUNT.incrementAndGet());
    }
}
