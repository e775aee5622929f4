package io.apitokens.keycloak.memo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeycloakCachesTest {

    /** Keycloak's ids of users and clients of another storage begin with {@code f:}. */
    @ParameterizedTest
    @CsvSource({
        "0b1c8f2e-3d7a-4a5b-9c6d-7e8f9a0b1c2d,     , true",
        "0b1c8f2e-3d7a-4a5b-9c6d-7e8f9a0b1c2d, ldap, false",
        "f:ldap:dave                         ,     , false",
        "f:ldap:dave                         , ldap, false"
    })
    void federatedOnesAreNotLocal(String id, String federationLink, boolean local) {
        assertThat(KeycloakCaches.isLocal(id, federationLink)).isEqualTo(local);
    }
}
