package io.apitokens.keycloak.doors;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;

import io.apitokens.keycloak.policy.DoorOptions;
import io.apitokens.keycloak.rest.CurrentEndpoint;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.services.resources.account.AccountLoader;
import org.keycloak.services.resources.admin.AdminRoot;

/**
 * The complete list of Keycloak's endpoints that accept derived tokens as bearer tokens. They also accept API tokens,
 * because {@link BearerFilter} replaces these by derived tokens. An endpoint is the class and method that JAX-RS has
 * matched, never a path. OAuth endpoints to which a derived token is presented as the token in question use an {@link
 * io.apitokens.keycloak.verification.Admission} instead.
 */
enum Door {
    USERINFO(UserInfoEndpoint.class, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST) {
        @Override
        boolean isOpen(ResteasyReactiveRequestContext request) {
            return DoorOptions.keycloakEndpoints();
        }
    },
    ACCOUNT_REST(AccountLoader.class, HttpMethod.GET, HttpMethod.HEAD) {
        @Override
        boolean isOpen(ResteasyReactiveRequestContext request) {
            return DoorOptions.keycloakEndpoints();
        }
    },
    ADMIN_REST(AdminRoot.class) {
        @Override
        boolean isOpen(ResteasyReactiveRequestContext request) {
            return DoorOptions.adminApi();
        }
    },
    /** REST of another extension: its locator, or an endpoint behind the locator. */
    EXTENSION_REST(RealmsResource.class) {
        @Override
        boolean isAt(ResteasyReactiveRequestContext request) {
            return Stream.concat(
                            Stream.of(request.getTarget()),
                            request.getMatchedURIs().stream().map(match -> match.resource))
                    .anyMatch(Door::isExtension);
        }

        @Override
        boolean isOpen(ResteasyReactiveRequestContext request) {
            List<String> ids = request.getUriInfo().getPathParameters().get("extension");
            return ids != null && !ids.isEmpty() && ids.stream().allMatch(DoorOptions::extension);
        }
    };

    private final Class<?> resource;
    private final Set<String> methods;

    /** @param methods HTTP methods; none for all */
    Door(Class<?> resource, String... methods) {
        this.resource = resource;
        this.methods = Set.of(methods);
    }

    /** Returns the open door that the current request has reached; empty if there is none. */
    static Optional<Door> reached() {
        return CurrentEndpoint.request().flatMap(request -> Stream.of(values())
                .filter(door -> door.isAt(request))
                .filter(door -> door.isOpen(request))
                .findFirst());
    }

    abstract boolean isOpen(ResteasyReactiveRequestContext request);

    boolean isAt(ResteasyReactiveRequestContext request) {
        return request.getTarget().getResourceClass() == resource
                && (methods.isEmpty() || methods.contains(request.getMethod()));
    }

    private static boolean isExtension(RuntimeResource matched) {
        return matched != null
                && matched.getResourceClass() == RealmsResource.class
                && "resolveRealmExtension".equals(matched.getJavaMethodName());
    }
}
