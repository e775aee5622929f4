package io.apitokens.keycloak.doors;

import java.nio.charset.StandardCharsets;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureException;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.KeycloakSession;

/** A stock signature provider that verifies derived tokens only where the {@link DerivedTokenGuard} admits them. */
final class GuardedSignatureProvider implements SignatureProvider {

    private final SignatureProvider stock;
    private final KeycloakSession session;

    GuardedSignatureProvider(SignatureProvider stock, KeycloakSession session) {
        this.stock = stock;
        this.session = session;
    }

    @Override
    public SignatureSignerContext signer() throws SignatureException {
        return stock.signer();
    }

    @Override
    public SignatureSignerContext signer(KeyWrapper key) throws SignatureException {
        return stock.signer(key);
    }

    @Override
    public SignatureVerifierContext verifier(String kid) throws VerificationException {
        return guarded(stock.verifier(kid));
    }

    @Override
    public SignatureVerifierContext verifier(KeyWrapper key) throws VerificationException {
        return guarded(stock.verifier(key));
    }

    @Override
    public boolean isAsymmetricAlgorithm() {
        return stock.isAsymmetricAlgorithm();
    }

    @Override
    public void close() {
        stock.close();
    }

    private SignatureVerifierContext guarded(SignatureVerifierContext verifier) {
        return new SignatureVerifierContext() {
            @Override
            public String getKid() {
                return verifier.getKid();
            }

            @Override
            public String getAlgorithm() {
                return verifier.getAlgorithm();
            }

            /** Verifies the signature first, so that a forged token causes no event. */
            @Override
            public boolean verify(byte[] data, byte[] signature) throws VerificationException {
                return verifier.verify(data, signature)
                        && new DerivedTokenGuard(session).admits(new String(data, StandardCharsets.UTF_8));
            }
        };
    }
}
