package io.apitokens.keycloak.doors;

import java.nio.charset.StandardCharsets;

import jakarta.persistence.PersistenceException;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;

/**
 * Wraps a stock verifier. Rejects a derived token that the {@link DerivedTokenGuard} does not admit, even if its
 * signature is valid.
 */
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

    /** Verifies the signature first, so that a forged token causes no event. */
    @Override
    public boolean verify(byte[] data, byte[] signature) throws VerificationException {
        if (!stock.verify(data, signature)) {
            return false;
        }
        try {
            return new DerivedTokenGuard(session).admits(new String(data, StandardCharsets.UTF_8));
        } catch (PersistenceException | ModelException e) {
            throw new Undecided(e);
        }
    }

    /**
     * Thrown if the database fails. It is an {@link Error}, because Keycloak treats each exception of a verification as
     * an invalid signature, and would tell the client that its token is not valid.
     */
    private static final class Undecided extends Error {

        private static final long serialVersionUID = 1L;

        Undecided(RuntimeException cause) {
            super("The database did not tell whether an API token is active", cause);
        }
    }
}
