package io.apitokens.keycloak.doors;

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
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;

/** One factory for each of Keycloak's signature algorithms: the stock one, with a {@link GuardedSignatureProvider}. */
public final class GuardedSignatures {

    private GuardedSignatures() {}

    private static void requireAll(KeycloakSessionFactory factory) {
        requireAll(factory, SignatureProvider.class, GuardedSignatures.class);
    }

    /**
     * Requires that each algorithm has a guard: one without would accept derived tokens everywhere.
     *
     * @param provider of signatures
     * @param guards class that the guarded factories are nested in
     * @throws IllegalStateException if another provider is used, so that Keycloak does not start
     */
    static void requireAll(KeycloakSessionFactory factory, Class<? extends Provider> provider, Class<?> guards) {
        factory.getProviderFactoriesStream(provider)
                .filter(found -> found.getClass().getEnclosingClass() != guards)
                .findFirst()
                .ifPresent(found -> {
                    throw new IllegalStateException(
                            "API tokens cannot be kept within their doors: %s provides the signature algorithm %s"
                                    .formatted(found.getClass().getName(), found.getId()));
                });
    }

    /** Guards RS256. */
    public static final class RS256 extends RS256SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards RS384. */
    public static final class RS384 extends RS384SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards RS512. */
    public static final class RS512 extends RS512SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards HS256. */
    public static final class HS256 extends HS256SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards HS384. */
    public static final class HS384 extends HS384SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards HS512. */
    public static final class HS512 extends HS512SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards ES256. */
    public static final class ES256 extends ES256SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards ES384. */
    public static final class ES384 extends ES384SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards ES512. */
    public static final class ES512 extends ES512SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards PS256. */
    public static final class PS256 extends PS256SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards PS384. */
    public static final class PS384 extends PS384SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards PS512. */
    public static final class PS512 extends PS512SignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }

    /** Guards EdDSA. */
    public static final class EdDSA extends EdDSASignatureProviderFactory {

        @Override
        public SignatureProvider create(KeycloakSession session) {
            return new GuardedSignatureProvider(super.create(session), session);
        }

        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public void postInit(KeycloakSessionFactory factory) {
            super.postInit(factory);
            requireAll(factory);
        }
    }
}
