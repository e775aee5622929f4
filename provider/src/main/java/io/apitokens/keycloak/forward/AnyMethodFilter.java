package io.apitokens.keycloak.forward;

import java.util.List;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets {@link VerifyResource} answer every HTTP method alike. Some proxies ask with the method of the original request,
 * which may be OPTIONS or a method that JAX-RS does not know.
 */
@Provider
@PreMatching
public final class AnyMethodFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        // Sees every request of the server: most end here.
        if (uri.getPath().contains("api-tokens/verify") && isVerify(uri.getPathSegments())) {
            request.setMethod(HttpMethod.GET);
        }
    }

    private static boolean isVerify(List<PathSegment> path) {
        return path.size() > 3
                && path.get(0).getPath().equals("realms")
                && path.get(2).getPath().equals("api-tokens")
                && path.get(3).getPath().equals("verify");
    }
}
