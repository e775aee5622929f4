package io.apitokens.keycloak.claims;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.protocol.oidc.mappers.AudienceProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AudienceResolveProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;

/**
 * The audience that a client scope of a token client leads to by Keycloak's own mappers: for a user who has the roles
 * that are mapped to it. Knows nothing of mappers of other extensions.
 *
 * @param resolves whether the roles in a token lead to an audience
 * @param hasAllRoles whether a token has all roles of its user, because the client has full scope
 */
public record ScopeAudience(boolean resolves, boolean hasAllRoles) {

    /** Returns the audiences of the scopes of a token client. */
    public static ScopeAudience in(TokenClient client) {
        return new ScopeAudience(
                Stream.concat(Stream.of(client.client()), client.defaultScopes())
                        .anyMatch(scope -> has(scope, AudienceResolveProtocolMapper.PROVIDER_ID)),
                client.client().isFullScopeAllowed());
    }

    /**
     * Returns whether a token with a client scope has every client in its audience in which the user has a role. The
     * roles that are mapped to the scope make no difference then.
     */
    public boolean isOfAllRoles(ClientScopeModel scope) {
        return hasAllRoles && isResolvedIn(scope);
    }

    /**
     * Returns OAuth client ids, and other names that an audience mapper adds. Leaves out those of roles if the audience
     * is {@linkplain #isOfAllRoles of all roles} of the user.
     */
    public Set<String> of(ClientScopeModel scope) {
        Stream<String> mapped = scope.getProtocolMappersStream()
                .filter(mapper -> AudienceProtocolMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .filter(ScopeAudience::isInAccessToken)
                .flatMap(ScopeAudience::names);
        Stream<String> ofRoles = isResolvedIn(scope) && !hasAllRoles
                ? roles(scope).filter(RoleModel::isClientRole).map(role -> ((ClientModel) role.getContainer())
                        .getClientId())
                : Stream.empty();
        return Stream.concat(mapped, ofRoles).collect(Collectors.toSet());
    }

    /** Returns the roles that a client scope lets a user use, with composites expanded. */
    public static Stream<RoleModel> roles(ClientScopeModel scope) {
        return RoleUtils.expandCompositeRoles(scope.getScopeMappingsStream().collect(Collectors.toSet())).stream();
    }

    private boolean isResolvedIn(ClientScopeModel scope) {
        return resolves || has(scope, AudienceResolveProtocolMapper.PROVIDER_ID);
    }

    private static boolean has(ProtocolMapperContainerModel scope, String mapper) {
        return scope.getProtocolMappersStream().anyMatch(found -> mapper.equals(found.getProtocolMapper()));
    }

    private static boolean isInAccessToken(ProtocolMapperModel mapper) {
        return OIDCAttributeMapperHelper.includeInAccessToken(mapper)
                || OIDCAttributeMapperHelper.includeInIntrospection(mapper);
    }

    private static Stream<String> names(ProtocolMapperModel mapper) {
        String client = mapper.getConfig().get(AudienceProtocolMapper.INCLUDED_CLIENT_AUDIENCE);
        String custom = mapper.getConfig().get(AudienceProtocolMapper.INCLUDED_CUSTOM_AUDIENCE);
        // As the mapper does: the custom audience has no effect if there is a client.
        return client != null && !client.isEmpty() ? Stream.of(client) : Stream.ofNullable(custom);
    }
}
