package io.apitokens.keycloak.doors;

import java.nio.charset.StandardCharsets;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.KeycloakSession;

/** Verifies derived tokens only where the {@link DerivedTokenGuard} admits them. */
final class GuardedVerifier implements SignatureVerifierContext {

    private final SignatureVerifierContext stock;
    private final KeycloakSession session;

    GuardedVerifier(SignatureVerifierContext stock, KeycloakSession session) {
        this.stock = stock;
        this.session = session;
    }

    @Override
    public String getKid() {
        return stock.getKid();
    }

    @Override
    public String getAlgorithm() {
        return stock.getAlgorithm();
    }

    /** Verifies the signature first: a forged token is no reason for an event. */
    @Override
    public boolean verify(byte[] data, byte[] signature) throws VerificationException {
        return stock.verify(data, signature)
                && new DerivedTokenGuard(session).admits(new String(data, StandardCharsets.UTF_8));
    }
}
