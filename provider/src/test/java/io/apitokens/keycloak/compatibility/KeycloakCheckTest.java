package io.apitokens.keycloak.compatibility;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.compatibility.MadeClass.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class KeycloakCheckTest {

    private static final String FACTORY = "org/keycloak/protocol/oidc/OIDCLoginProtocolFactory";
    private static final String GRANT = "org/keycloak/protocol/oidc/grants/RefreshTokenGrantType";
    private static final String ERROR = "org/keycloak/representations/idm/ErrorRepresentation";
    private static final String REQUESTS = "org/jboss/resteasy/reactive/server/core/CurrentRequestManager";
    private static final String REQUEST = "org/jboss/resteasy/reactive/server/core/ResteasyReactiveRequestContext";
    private static final String CURRENT = "()L" + REQUEST + ";";

    private static final int PUBLIC = 0x0001;
    private static final int STATIC = 0x0008;
    private static final int FINAL = 0x0010;
    private static final int SUPER = 0x0020;
    private static final int INTERFACE = 0x0600;
    private static final int ABSTRACT = 0x0400;

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
        assertThat(misfitsWith(FACTORY, empty(FACTORY, PUBLIC | SUPER)))
                .contains(
                        "org.keycloak.protocol.oidc.OIDCLoginProtocolFactory has no <init>()",
                        "org.keycloak.protocol.oidc.OIDCLoginProtocolFactory has no order()");
    }

    @Test
    void finalClassIsNamed() {
        assertThat(misfitsWith(GRANT, empty(GRANT, PUBLIC | FINAL | SUPER)))
                .contains("org.keycloak.protocol.oidc.grants.RefreshTokenGrantType is final");
    }

    @Test
    void methodWithoutBodyIsNamed() {
        // Without its methods, the parent leaves those of its interfaces to the class of the extension.
        assertThat(misfitsWith(FACTORY, empty(FACTORY, PUBLIC | SUPER, "org/keycloak/protocol/LoginProtocolFactory")))
                .contains("org.keycloak.provider.ProviderFactory demands getId() of"
                        + " io.apitokens.keycloak.oauth.ApiTokenLoginProtocolFactory");
    }

    @Test
    void missingClassOfALibraryIsNamed() {
        assertThat(misfitsWith(REQUESTS, null))
                .contains("org.jboss.resteasy.reactive.server.core.CurrentRequestManager is missing");
    }

    @Test
    void missingMethodOfALibraryIsNamed() {
        assertThat(misfitsWith(REQUESTS, empty(REQUESTS, PUBLIC | SUPER)))
                .contains("org.jboss.resteasy.reactive.server.core.CurrentRequestManager has no get()");
    }

    @Test
    void methodThatIsNotPublicAnyMoreIsNamed() {
        assertThat(misfitsWith(REQUESTS, empty(REQUESTS, PUBLIC | SUPER).withMethod(STATIC, "get", CURRENT)))
                .containsExactly(
                        "org.jboss.resteasy.reactive.server.core.CurrentRequestManager gives no access to get()");
    }

    @Test
    void methodThatIsNotStaticAnyMoreIsNamed() {
        assertThat(misfitsWith(REQUESTS, empty(REQUESTS, PUBLIC | SUPER).withMethod(PUBLIC, "get", CURRENT)))
                .containsExactly("org.jboss.resteasy.reactive.server.core.CurrentRequestManager has no static get()");
    }

    @Test
    void methodThatBecameStaticIsNamed() {
        MadeClass request = empty(REQUEST, PUBLIC | SUPER)
                .withMethod(
                        PUBLIC | STATIC, "getTarget", "()Lorg/jboss/resteasy/reactive/server/mapping/RuntimeResource;");
        assertThat(misfitsWith(REQUEST, request))
                .contains("org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext has only a static"
                        + " getTarget()");
    }

    @Test
    void classThatIsNotPublicAnyMoreIsNamed() {
        assertThat(misfitsWith(REQUESTS, empty(REQUESTS, SUPER)))
                .contains("org.jboss.resteasy.reactive.server.core.CurrentRequestManager is not public");
    }

    @Test
    void classThatBecameAbstractIsNamed() {
        assertThat(misfitsWith(ERROR, empty(ERROR, PUBLIC | ABSTRACT | SUPER)))
                .contains("org.keycloak.representations.idm.ErrorRepresentation is abstract");
    }

    @Test
    void classThatBecameAnInterfaceIsNamed() {
        assertThat(misfitsWith(GRANT, empty(GRANT, PUBLIC | INTERFACE)))
                .contains("org.keycloak.protocol.oidc.grants.RefreshTokenGrantType is an interface");
    }

    @Test
    void messageNamesClassesAndTheVersionsToUse() {
        Set<String> misfits = new TreeSet<>(Set.of("a is missing", "b is missing", "c is final", "d is missing"));
        assertThat(KeycloakCheck.message(misfits, new TestedVersions("0.1.0-kc26.7", "26.7.2", "26.7.4"), "27.0.0"))
                .isEqualTo("This version of API tokens does not fit Keycloak 27.0.0. Use Keycloak 26.7.2 to 26.7.4, or"
                        + " another version of API tokens: a is missing; b is missing; c is final; and 1 more");
    }

    /** Returns the misfits if one class of Keycloak or a library is another one, or null for missing. */
    private static Set<String> misfitsWith(String name, MadeClass other) {
        ClassLoader loader = new ClassLoader(KeycloakCheckTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String type, boolean resolve) throws ClassNotFoundException {
                if (type.equals(name.replace('/', '.'))) {
                    throw new ClassNotFoundException(type);
                }
                return super.loadClass(type, resolve);
            }

            @Override
            public InputStream getResourceAsStream(String resource) {
                boolean replaced = resource.equals(name + ".class");
                return !replaced
                        ? super.getResourceAsStream(resource)
                        : other == null ? null : new ByteArrayInputStream(other.bytes());
            }
        };
        return Misfits.of(new ClassFiles(loader), KeycloakCheck.classesOfTheExtension());
    }
}
