package io.apitokens.keycloak.account;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.OpenRealm;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The endpoint at which secret scanners and others report leaked secrets. It needs no authentication: the secret is the
 * proof. A successful response does not depend on the secrets, so that nobody can use it to test them.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class LeakedResource {

    private static final int MAX_SECRETS = 100;

    private final KeycloakSession session;
    private final RealmModel realm;

    LeakedResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Ends the API tokens of this realm whose secrets are reported, with reason {@code leaked}.
     *
     * @param body a {@link LeakReport} of at most 100 secrets and 16 KiB
     * @return 202; 400 if the body is no report; 409 if a concurrent request changes one of the API tokens; 429 if the
     *     address has reported too often
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response report(InputStream body) {
        OpenRealm.require(session);
        new ReportLimit(session).require();
        List<String> secrets = parse(body).secrets();
        RestErrors.translate(session, event(session), () -> end(secrets));
        session.getProvider(SecurityHeadersProvider.class).options().allowEmptyContentType();
        return Response.accepted().build();
    }

    private static LeakReport parse(InputStream body) {
        try {
            LeakReport report = JsonBody.read(body, LeakReport.class);
            if (report.secrets() == null || report.secrets().size() > MAX_SECRETS) {
                throw new InvalidApiTokenException("apiTokenReportInvalid", "secrets", MAX_SECRETS);
            }
            return report;
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    /** Ends all that can be ended before it reports a conflict, so that one busy API token keeps no other alive. */
    private List<String> end(List<String> secrets) {
        Optional<ApiTokenBusyException> conflict = secrets.stream()
                .map(ReportedSecret::parse)
                .flatMap(Optional::stream)
                .distinct()
                .map(this::conflictAtEnd)
                .flatMap(Optional::stream)
                .reduce((first, next) -> first);
        if (conflict.isPresent()) {
            throw conflict.get();
        }
        return secrets;
    }

    private Optional<ApiTokenBusyException> conflictAtEnd(Secret secret) {
        try {
            end(secret);
            return Optional.empty();
        } catch (ApiTokenBusyException e) {
            return Optional.of(e);
        }
    }

    /** Ends one API token in a transaction of its own. */
    private void end(Secret secret) {
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(), session.getContext(), own -> new ApiTokenRevocation(own)
                        .leaked(own.getContext().getRealm(), secret, event(own)));
    }

    private EventBuilder event(KeycloakSession of) {
        return ApiTokenEvent.begin(
                new EventBuilder(
                        of.getContext().getRealm(), of, session.getContext().getConnection()),
                EventType.REMOVE_CREDENTIAL,
                ApiTokenEvent.REVOKE);
    }

    /** The body of a report. */
    public record LeakReport(List<String> secrets) {

        @Override
        public String toString() {
            return "LeakReport[redacted]";
        }
    }
}
