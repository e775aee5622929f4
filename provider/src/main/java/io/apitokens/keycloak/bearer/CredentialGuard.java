package io.apitokens.keycloak.bearer;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Keeps what was made from an API token from changing credentials at Keycloak's own account and admin REST: neither by
 * path nor within the representation of a user. Both checks come after Keycloak has found the session of the bearer
 * token, and cost other requests a comparison of strings.
 */
@Provider
public final class CredentialGuard implements ContainerRequestFilter, ReaderInterceptor {

    private static final String REASON = "API tokens do not change credentials";
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Pattern CREDENTIALS = Pattern.compile(".*/(?:credentials|reset-password|reset-password-email"
            + "|execute-actions-email|disable-credential-types|impersonation|federated-identity|linked-accounts"
            + "|client-secret)(?:[/;].*)?");

    @Override
    public void filter(ContainerRequestContext request) {
        DerivedRequest.current()
                .filter(derived -> !READING.contains(request.getMethod()))
                .filter(derived ->
                        CREDENTIALS.matcher(request.getUriInfo().getPath()).matches())
                .ifPresent(CredentialGuard::refuse);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object entity = context.proceed();
        DerivedRequest.current().filter(derived -> hasCredentials(entity)).ifPresent(CredentialGuard::refuse);
        return entity;
    }

    private static boolean hasCredentials(Object entity) {
        if (entity instanceof UserRepresentation user) {
            return user.getCredentials() != null && !user.getCredentials().isEmpty();
        }
        if (entity instanceof PartialImportRepresentation imported) {
            return users(imported.getUsers()).anyMatch(CredentialGuard::hasCredentials);
        }
        if (entity instanceof RealmRepresentation realm) {
            return users(realm.getUsers()).anyMatch(CredentialGuard::hasCredentials);
        }
        return entity instanceof CredentialRepresentation;
    }

    private static Stream<UserRepresentation> users(List<UserRepresentation> users) {
        return users == null ? Stream.empty() : users.stream();
    }

    private static void refuse(DerivedRequest derived) {
        derived.refused(REASON);
        throw new ForbiddenException(REASON);
    }
}
