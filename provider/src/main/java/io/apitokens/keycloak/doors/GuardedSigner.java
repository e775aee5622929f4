package io.apitokens.keycloak.doors;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

import org.keycloak.crypto.SignatureException;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.models.KeycloakSession;

/** Signs no token that names a derived session and is not marked as derived (law 4), such as an ID token. */
final class GuardedSigner implements SignatureSignerContext {

    private final SignatureSignerContext stock;
    private final KeycloakSession session;

    GuardedSigner(SignatureSignerContext stock, KeycloakSession session) {
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

    @Override
    public String getHashAlgorithm() {
        return stock.getHashAlgorithm();
    }

    @Override
    public List<X509Certificate> getCertificateChain() {
        return stock.getCertificateChain();
    }

    /** @throws SignatureException if the token must not leave Keycloak */
    @Override
    public byte[] sign(byte[] data) throws SignatureException {
        if (new DerivedTokenGuard(session).lacksMark(new String(data, StandardCharsets.UTF_8))) {
            throw new SignatureException("A token of the derived session of an API token is not marked as derived");
        }
        return stock.sign(data);
    }
}
