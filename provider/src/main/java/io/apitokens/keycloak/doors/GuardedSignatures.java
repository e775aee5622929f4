package io.apitokens.keycloak.doors;

import java.util.Set;

import org.keycloak.Config;
import org.keycloak.crypto.ES256SignatureProviderFactory;
import org.keycloak.crypto.ES384SignatureProviderFactory;
import org.keycloak.crypto.ES512SignatureProviderFactory;
import org.keycloak.crypto.EdDSASignatureProviderFactory;
import org.keycloak.crypto.HS256SignatureProviderFactory;
import org.keycloak.crypto.HS384SignatureProviderFactory;
import org.keycloak.crypto.HS512SignatureProviderFactory;
import org.keycloak.crypto.PS256SignatureProviderFactory;
import org.keycloak.crypto.PS384SignatureProviderFactory;
import org.keycloak.crypto.PS512SignatureProviderFactory;
import org.keycloak.crypto.RS256SignatureProviderFactory;
import org.keycloak.crypto.RS384SignatureProviderFactory;
import org.keycloak.crypto.RS512SignatureProviderFactory;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;

/** The stock factory of one signature algorithm, with a {@link GuardedSignatureProvider}. */
public abstract class GuardedSignatures implements SignatureProviderFactory {

    private final SignatureProviderFactory stock;

    private GuardedSignatures(SignatureProviderFactory stock) {
        this.stock = stock;
    }

    @Override
    public SignatureProvider create(KeycloakSession session) {
        return new GuardedSignatureProvider(stock.create(session), session);
    }

    @Override
    public String getId() {
        return stock.getId();
    }

    @Override
    public Set<String> getJwkPrivateKeyClaims() {
        return stock.getJwkPrivateKeyClaims();
    }

    @Override
    public int order() {
        return stock.order() + 1;
    }

    @Override
    public void init(Config.Scope config) {
        stock.init(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        stock.postInit(factory);
        requireAll(factory, SignatureProvider.class, GuardedSignatures.class);
    }

    /**
     * Prevents the start of the server if an algorithm has no guard, because it would accept derived tokens everywhere.
     *
     * @param provider kind of provider
     * @param guards class of the guarded factories
     * @throws IllegalStateException if another factory is used
     */
    static void requireAll(KeycloakSessionFactory factory, Class<? extends Provider> provider, Class<?> guards) {
        factory.getProviderFactoriesStream(provider)
                .filter(found -> !guards.isInstance(found))
                .findFirst()
                .ifPresent(found -> {
                    throw new IllegalStateException(
                            "API tokens cannot be kept within their doors: %s provides the signature algorithm %s"
                                    .formatted(found.getClass().getName(), found.getId()));
                });
    }

    @Override
    public void close() {
        stock.close();
    }

    /** Guards RS256. */
    public static final class RS256 extends GuardedSignatures {

        public RS256() {
            super(new RS256SignatureProviderFactory());
        }
    }

    /** Guards RS384. */
    public static final class RS384 extends GuardedSignatures {

        public RS384() {
            super(new RS384SignatureProviderFactory());
        }
    }

    /** Guards RS512. */
    public static final class RS512 extends GuardedSignatures {

        public RS512() {
            super(new RS512SignatureProviderFactory());
        }
    }

    /** Guards HS256. */
    public static final class HS256 extends GuardedSignatures {

        public HS256() {
            super(new HS256SignatureProviderFactory());
        }
    }

    /** Guards HS384. */
    public static final class HS384 extends GuardedSignatures {

        public HS384() {
            super(new HS384SignatureProviderFactory());
        }
    }

    /** Guards HS512. */
    public static final class HS512 extends GuardedSignatures {

        public HS512() {
            super(new HS512SignatureProviderFactory());
        }
    }

    /** Guards ES256. */
    public static final class ES256 extends GuardedSignatures {

        public ES256() {
            super(new ES256SignatureProviderFactory());
        }
    }

    /** Guards ES384. */
    public static final class ES384 extends GuardedSignatures {

        public ES384() {
            super(new ES384SignatureProviderFactory());
        }
    }

    /** Guards ES512. */
    public static final class ES512 extends GuardedSignatures {

        public ES512() {
            super(new ES512SignatureProviderFactory());
        }
    }

    /** Guards PS256. */
    public static final class PS256 extends GuardedSignatures {

        public PS256() {
            super(new PS256SignatureProviderFactory());
        }
    }

    /** Guards PS384. */
    public static final class PS384 extends GuardedSignatures {

        public PS384() {
            super(new PS384SignatureProviderFactory());
        }
    }

    /** Guards PS512. */
    public static final class PS512 extends GuardedSignatures {

        public PS512() {
            super(new PS512SignatureProviderFactory());
        }
    }

    /** Guards EdDSA. */
    public static final class EdDSA extends GuardedSignatures {

        public EdDSA() {
            super(new EdDSASignatureProviderFactory());
        }
    }
}
