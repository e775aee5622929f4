package io.apitokens.keycloak.memo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationMembershipMapper;
import org.keycloak.protocol.oidc.mappers.ClaimsParameterTokenMapper;
import org.keycloak.protocol.oidc.mappers.HardcodedClaim;
import org.keycloak.protocol.oidc.mappers.NonceBackwardsCompatibleMapper;
import org.keycloak.protocol.oidc.mappers.ParameterizedScopeMapper;
import org.keycloak.protocol.oidc.mappers.ScriptBasedOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.SessionStateMapper;
import org.keycloak.protocol.oidc.mappers.UserAttributeMapper;
import org.keycloak.protocol.oidc.mappers.UserPropertyMapper;
import org.keycloak.protocol.oidc.mappers.UserRealmRoleMappingMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PureMappersTest {

    private static final class Counting extends HardcodedClaim {}

    @ParameterizedTest
    @ValueSource(classes = {HardcodedClaim.class, UserAttributeMapper.class, UserRealmRoleMappingMapper.class})
    void mappersOfUserRolesAndConfigurationArePure(Class<?> mapper) {
        assertThat(PureMappers.isPure(mapper, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Counting.class,
                SessionStateMapper.class,
                OrganizationMembershipMapper.class,
                ScriptBasedOIDCProtocolMapper.class,
                ClaimsParameterTokenMapper.class,
                ParameterizedScopeMapper.class,
                NonceBackwardsCompatibleMapper.class,
                Object.class
            })
    void othersAndSubclassesAreNot(Class<?> mapper) {
        assertThat(PureMappers.isPure(mapper, null)).isFalse();
        assertThat(PureMappers.isPure(mapper, "username")).isFalse();
    }

    /** It calls any getter: that of the groups returns a stream, whose name differs each time. */
    @ParameterizedTest
    @CsvSource({"username, true", "emailVerified, true", "groupsStream, false", "cachedWith, false", ", false"})
    void mapperOfAPropertyIsPureForCertainOnes(String property, boolean pure) {
        assertThat(PureMappers.isPure(UserPropertyMapper.class, property)).isEqualTo(pure);
    }
}
