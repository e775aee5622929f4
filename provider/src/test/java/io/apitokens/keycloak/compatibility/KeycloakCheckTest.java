package io.apitokens.keycloak.compatibility;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class KeycloakCheckTest {

    private static final String FACTORY = "org/keycloak/protocol/oidc/OIDCLoginProtocolFactory";
    private static final String GRANT = "org/keycloak/protocol/oidc/grants/RefreshTokenGrantType";

    @Test
    void keycloakThatTheBuildCompilesAgainstFits() {
        assertThatCode(KeycloakCheck::require).doesNotThrowAnyException();
    }

    @Test
    void classesOfEachPackageAreChecked() {
        assertThat(KeycloakCheck.classesOfTheExtension())
                .contains("io/apitokens/keycloak/doors/BearerFilter", "io/apitokens/keycloak/oauth/CheckedUserInfo")
                .doesNotContain("io/apitokens/keycloak/memo/KeycloakCaches");
    }

    @Test
    void missingClassIsNamed() {
        assertThat(misfitsWith(GRANT, null))
                .contains("org.keycloak.protocol.oidc.grants.RefreshTokenGrantType is missing");
    }

    @Test
    void missingMethodsAreNamed() {
        assertThat(misfitsWith(FACTORY, classFile(FACTORY, 0x0021)))
                .contains(
                        "org.keycloak.protocol.oidc.OIDCLoginProtocolFactory has no <init>()",
                        "org.keycloak.protocol.oidc.OIDCLoginProtocolFactory has no order()");
    }

    @Test
    void finalClassIsNamed() {
        assertThat(misfitsWith(GRANT, classFile(GRANT, 0x0031)))
                .contains("org.keycloak.protocol.oidc.grants.RefreshTokenGrantType is final");
    }

    @Test
    void methodWithoutBodyIsNamed() {
        // Without its methods, the parent leaves those of its interfaces to the class of the extension.
        assertThat(misfitsWith(FACTORY, classFile(FACTORY, 0x0021, "org/keycloak/protocol/LoginProtocolFactory")))
                .contains("org.keycloak.provider.ProviderFactory demands getId() of"
                        + " io.apitokens.keycloak.oauth.ApiTokenLoginProtocolFactory");
    }

    @Test
    void messageNamesClassesAndTheVersionsToUse() {
        Set<String> misfits = new TreeSet<>(Set.of("a is missing", "b is missing", "c is final", "d is missing"));
        assertThat(KeycloakCheck.message(misfits, new TestedVersions("26.7.2", "26.7.4"), "27.0.0"))
                .isEqualTo("This version of API tokens does not fit Keycloak 27.0.0. Use Keycloak 26.7.2 to 26.7.4, or"
                        + " another version of API tokens: a is missing; b is missing; c is final; and 1 more");
    }

    /** Returns the misfits if one class of Keycloak is another one, or null for missing. */
    private static Set<String> misfitsWith(String name, byte[] file) {
        ClassLoader loader = new ClassLoader(KeycloakCheckTest.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String resource) {
                boolean replaced = resource.equals(name + ".class");
                return !replaced
                        ? super.getResourceAsStream(resource)
                        : file == null ? null : new ByteArrayInputStream(file);
            }
        };
        return Misfits.of(new ClassFiles(loader), KeycloakCheck.classesOfTheExtension());
    }

    /** Returns the file of a class without members. */
    private static byte[] classFile(String name, int flags, String... interfaces) {
        return new EmptyClass(name, flags, interfaces).bytes();
    }
}
