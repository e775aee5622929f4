package io.apitokens.keycloak.memo;

import java.util.Set;

import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.mappers.AcrProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AddressMapper;
import org.keycloak.protocol.oidc.mappers.AllowedWebOriginsProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AmrProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AudienceProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AudienceResolveProtocolMapper;
import org.keycloak.protocol.oidc.mappers.FullNameMapper;
import org.keycloak.protocol.oidc.mappers.GroupMembershipMapper;
import org.keycloak.protocol.oidc.mappers.HardcodedClaim;
import org.keycloak.protocol.oidc.mappers.HardcodedRole;
import org.keycloak.protocol.oidc.mappers.RoleNameMapper;
import org.keycloak.protocol.oidc.mappers.SHA256PairwiseSubMapper;
import org.keycloak.protocol.oidc.mappers.SubMapper;
import org.keycloak.protocol.oidc.mappers.UserAttributeMapper;
import org.keycloak.protocol.oidc.mappers.UserClientRoleMappingMapper;
import org.keycloak.protocol.oidc.mappers.UserPropertyMapper;
import org.keycloak.protocol.oidc.mappers.UserRealmRoleMappingMapper;
import org.keycloak.protocol.oidc.mappers.UserSessionNoteMapper;
import org.keycloak.provider.ProviderFactory;

/**
 * Lists the protocol mappers whose result depends only on user, roles, client scopes and base URI. Mappers of other
 * extensions are not pure, and neither are Keycloak's mappers that read the session, an organization or a script.
 */
final class PureMappers {

    /** Compared with the exact class. The session of an evaluation is new and has no notes. */
    private static final Set<Class<?>> PURE = Set.of(
            AcrProtocolMapper.class,
            AddressMapper.class,
            AllowedWebOriginsProtocolMapper.class,
            AmrProtocolMapper.class,
            AudienceProtocolMapper.class,
            AudienceResolveProtocolMapper.class,
            FullNameMapper.class,
            GroupMembershipMapper.class,
            HardcodedClaim.class,
            HardcodedRole.class,
            RoleNameMapper.class,
            SHA256PairwiseSubMapper.class,
            SubMapper.class,
            UserAttributeMapper.class,
            UserClientRoleMappingMapper.class,
            UserRealmRoleMappingMapper.class,
            UserSessionNoteMapper.class);

    /** UserPropertyMapper calls any getter, such as one that returns a stream. */
    private static final Set<String> PROPERTIES =
            Set.of("id", "username", "email", "emailVerified", "firstName", "lastName", "createdTimestamp", "enabled");

    private PureMappers() {}

    /** Returns whether all mappers of an evaluation are pure. */
    static boolean areAll(KeycloakSession session, ClientSessionContext context) {
        return context.getProtocolMappersStream().allMatch(mapper -> isPure(session, mapper));
    }

    private static boolean isPure(KeycloakSession session, ProtocolMapperModel mapper) {
        ProviderFactory<ProtocolMapper> factory = session.getKeycloakSessionFactory()
                .getProviderFactory(ProtocolMapper.class, mapper.getProtocolMapper());
        return factory != null
                && isPure(factory.getClass(), mapper.getConfig().get(ProtocolMapperUtils.USER_ATTRIBUTE));
    }

    /** @param property the user property that the mapper reads, if it reads one */
    static boolean isPure(Class<?> mapper, String property) {
        return mapper == UserPropertyMapper.class
                ? property != null && PROPERTIES.contains(property)
                : PURE.contains(mapper);
    }
}
