package io.apitokens.keycloak.bearer;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import org.keycloak.keys.KeyProvider;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.AbstractUserRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
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
            + "|client-secret|registration-access-token|clients-initial-access|certificates)(?:[/;].*)?");

    /** Whole realms and parts of them, with their users' credentials, arrive as streams that nobody else reads. */
    private static final Pattern IMPORT = Pattern.compile("/*admin/+realms(?:/+[^/]+/+partialImport)?/*(?:;.*)?");

    @Override
    public void filter(ContainerRequestContext request) {
        DerivedRequest.current()
                .filter(derived -> !READING.contains(request.getMethod()))
                .filter(derived -> isClosed(request.getUriInfo().getPath()))
                .ifPresent(CredentialGuard::refuse);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object entity = context.proceed();
        DerivedRequest.current()
                .filter(derived -> hasCredentials(derived, entity))
                .ifPresent(CredentialGuard::refuse);
        return entity;
    }

    private static boolean isClosed(String path) {
        return CREDENTIALS.matcher(path).matches() || IMPORT.matcher(path).matches();
    }

    private static boolean hasCredentials(DerivedRequest derived, Object entity) {
        if (entity instanceof org.keycloak.representations.account.UserRepresentation own) {
            return changesLogin(derived.userSession().getUser(), own);
        }
        if (entity instanceof UserRepresentation user) {
            return isPresent(user.getCredentials()) || isPresent(user.getFederatedIdentities());
        }
        if (entity instanceof ClientRepresentation client) {
            return client.getSecret() != null || client.getRegistrationAccessToken() != null;
        }
        if (entity instanceof ComponentRepresentation component) {
            return KeyProvider.class.getName().equals(component.getProviderType());
        }
        return entity instanceof CredentialRepresentation;
    }

    /** Whoever has the address of a user can have the password reset. */
    private static boolean changesLogin(UserModel user, AbstractUserRepresentation wish) {
        return !Objects.equals(user.getUsername(), wish.getUsername())
                || !Objects.equals(user.getEmail(), wish.getEmail());
    }

    private static boolean isPresent(List<?> list) {
        return list != null && !list.isEmpty();
    }

    private static void refuse(DerivedRequest derived) {
        derived.refused(REASON);
        throw new ForbiddenException(REASON);
    }
}
