package io.apitokens.keycloak.doors;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.ClientSignatureVerifierProvider;
import org.keycloak.crypto.ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.ES256ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.ES384ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.ES512ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.EdDSAClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.HS256ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.HS384ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.HS512ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.PS256ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.PS384ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.PS512ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.RS256ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.RS384ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.RS512ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Wraps Keycloak's factory of each client signature algorithm with a guard. A client can name the realm's own
 * keys as its keys, and so make a derived token its credential or request object.
 */
public abstract class GuardedClientSignatures implements ClientSignatureVerifierProviderFactory {

    private final ClientSignatureVerifierProviderFactory stock;

    private GuardedClientSignatures(ClientSignatureVerifierProviderFactory stock) {
        this.stock = stock;
    }

    @Override
    public final String getId() {
        return stock.getId();
    }

    @Override
    public final int order() {
        return stock.order() + 1;
    }

    @Override
    public final ClientSignatureVerifierProvider create(KeycloakSession session) {
        return new Guarded(stock.create(session), session);
    }

    /** Prevents the start of the server if an algorithm has no guard. */
    @Override
    public final void postInit(KeycloakSessionFactory factory) {
        GuardedSignatures.requireAll(factory, ClientSignatureVerifierProvider.class, GuardedClientSignatures.class);
    }

    private record Guarded(ClientSignatureVerifierProvider stock, KeycloakSession session)
            implements ClientSignatureVerifierProvider {

        @Override
        public SignatureVerifierContext verifier(ClientModel client, JWSInput input) throws VerificationException {
            return new GuardedVerifier(stock.verifier(client, input), session);
        }

        @Override
        public String getAlgorithm() {
            return stock.getAlgorithm();
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

    /** Guards RS256. */
    public static final class RS256 extends GuardedClientSignatures {

        public RS256() {
            super(new RS256ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards RS384. */
    public static final class RS384 extends GuardedClientSignatures {

        public RS384() {
            super(new RS384ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards RS512. */
    public static final class RS512 extends GuardedClientSignatures {

        public RS512() {
            super(new RS512ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards HS256. */
    public static final class HS256 extends GuardedClientSignatures {

        public HS256() {
            super(new HS256ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards HS384. */
    public static final class HS384 extends GuardedClientSignatures {

        public HS384() {
            super(new HS384ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards HS512. */
    public static final class HS512 extends GuardedClientSignatures {

        public HS512() {
            super(new HS512ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards ES256. */
    public static final class ES256 extends GuardedClientSignatures {

        public ES256() {
            super(new ES256ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards ES384. */
    public static final class ES384 extends GuardedClientSignatures {

        public ES384() {
            super(new ES384ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards ES512. */
    public static final class ES512 extends GuardedClientSignatures {

        public ES512() {
            super(new ES512ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards PS256. */
    public static final class PS256 extends GuardedClientSignatures {

        public PS256() {
            super(new PS256ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards PS384. */
    public static final class PS384 extends GuardedClientSignatures {

        public PS384() {
            super(new PS384ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards PS512. */
    public static final class PS512 extends GuardedClientSignatures {

        public PS512() {
            super(new PS512ClientSignatureVerifierProviderFactory());
        }
    }

    /** Guards EdDSA. */
    public static final class EdDSA extends GuardedClientSignatures {

        public EdDSA() {
            super(new EdDSAClientSignatureVerifierProviderFactory());
        }
    }
}
