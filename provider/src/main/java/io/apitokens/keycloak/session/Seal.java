package io.apitokens.keycloak.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.keycloak.TokenCategory;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.SignatureException;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.models.KeycloakSession;

/** Signatures with the key that the realm uses for its internal tokens: {@code kid.signature}. */
final class Seal {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Seal() {}

    static String of(KeycloakSession session, String text) {
        try {
            SignatureSignerContext signer = provider(session).signer();
            return signer.getKid() + "." + ENCODER.encodeToString(signer.sign(bytes(text)));
        } catch (SignatureException e) {
            throw new IllegalStateException("The realm has no key for internal tokens", e);
        }
    }

    /** @param seal untrusted text */
    static boolean isValid(KeycloakSession session, String text, String seal) {
        int end = seal.lastIndexOf('.');
        if (end < 0) {
            return false;
        }
        try {
            return provider(session)
                    .verifier(seal.substring(0, end))
                    .verify(bytes(text), Base64.getUrlDecoder().decode(seal.substring(end + 1)));
        } catch (VerificationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static SignatureProvider provider(KeycloakSession session) {
        return session.getProvider(
                SignatureProvider.class, session.tokens().signatureAlgorithm(TokenCategory.INTERNAL));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
