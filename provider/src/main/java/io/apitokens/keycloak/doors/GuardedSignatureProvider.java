package io.apitokens.keycloak.doors;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureException;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.KeycloakSession;

/**
 * A stock signature provider that verifies derived tokens only where the {@link DerivedTokenGuard} admits them, and
 * signs no token that names a derived session and is not marked as derived.
 */
final class GuardedSignatureProvider implements SignatureProvider {

    private final SignatureProvider stock;
    private final KeycloakSession session;

    GuardedSignatureProvider(SignatureProvider stock, KeycloakSession session) {
        this.stock = stock;
        this.session = session;
    }

    @Override
    public SignatureSignerContext signer() throws SignatureException {
        return new GuardedSigner(stock.signer(), session);
    }

    @Override
    public SignatureSignerContext signer(KeyWrapper key) throws SignatureException {
        return new GuardedSigner(stock.signer(key), session);
    }

    @Override
    public SignatureVerifierContext verifier(String kid) throws VerificationException {
        return new GuardedVerifier(stock.verifier(kid), session);
    }

    @Override
    public SignatureVerifierContext verifier(KeyWrapper key) throws VerificationException {
        return new GuardedVerifier(stock.verifier(key), session);
    }

    @Override
    public boolean isAsymmetricAlgorithm() {
        return stock.isAsymmetricAlgorithm();
    }

    @Override
    public void close() {
        stock.close();
    }
}
