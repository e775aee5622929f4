package io.apitokens.keycloak.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import io.apitokens.keycloak.admin.export.ExportRow;
import io.apitokens.keycloak.policy.RealmAdmin;
import io.apitokens.keycloak.rest.ListParameters;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSearch.Position;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * Writes all API tokens that a filter finds, oldest first. Each page is read in a transaction and a session of its own,
 * so that memory and locks do not grow with the number of rows. Each page checks the permissions of the admin anew.
 */
final class AdminExport implements StreamingOutput {

    private static final int PAGE = 500;

    /** Each export occupies a thread of the server until its reader has read everything. */
    private static final Semaphore EXPORTS_OF_THIS_NODE = new Semaphore(5);

    private static final int BUSY_SECONDS = 10;

    private final KeycloakTransactionManager outer;
    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final String adminRealmId;
    private final String adminId;
    private final String adminClientId;
    private final AccessToken adminToken;
    private final String address;
    private final ApiTokenFilter filter;
    private final ExportParameters parameters;

    private AdminExport(AdminRequest request, ApiTokenFilter filter, ExportParameters parameters) {
        AdminAuth auth = request.auth().adminAuth();
        this.outer = request.session().getTransactionManager();
        this.factory = request.session().getKeycloakSessionFactory();
        this.realmId = request.realm().getId();
        this.adminRealmId = auth.getRealm().getId();
        this.adminId = auth.getUser().getId();
        this.adminClientId = auth.getClient().getId();
        this.adminToken = auth.getToken();
        this.address = request.session().getContext().getConnection().getRemoteHost();
        this.filter = filter;
        this.parameters = parameters;
    }

    /** Returns the answer. The rows are read while it is written. */
    static Response of(AdminRequest request, ApiTokenFilter filter, ListParameters given) {
        ExportParameters parameters = ExportParameters.of(given);
        return Response.ok(new AdminExport(request, filter, parameters))
                .header(HttpHeaders.CONTENT_TYPE, parameters.format().mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + parameters.format().fileName() + "\"")
                .build();
    }

    /** Answers 503 if this node writes as many exports as it may at a time. */
    @Override
    public void write(OutputStream out) {
        // Not before, because nothing calls this method for a HEAD request.
        if (!EXPORTS_OF_THIS_NODE.tryAcquire()) {
            throw RestErrors.unavailable("apiTokenExportsBusy", BUSY_SECONDS);
        }
        try {
            writeAll(out);
        } finally {
            EXPORTS_OF_THIS_NODE.release();
        }
    }

    private void writeAll(OutputStream out) {
        // Returns the database connection of the request, which would wait idle for the whole export.
        if (outer.isActive()) {
            outer.commit();
        }
        long left = Objects.requireNonNullElse(parameters.max(), Long.MAX_VALUE);
        // Before anything is written: if this fails, the client still gets an error.
        Page page = page(parameters.after(), left);
        write(out, parameters.format().header() + page.text());
        left -= page.written();
        while (page.read() == PAGE && left > 0) {
            page = page(page.last(), left);
            write(out, page.text());
            left -= page.written();
        }
    }

    /** Treats a client that hung up as an error of the client, because Keycloak would log a stack trace as an error. */
    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BadRequestException("The client has hung up", e);
        }
    }

    /**
     * A page of rows.
     *
     * @param read number of API tokens that were read
     * @param written number of them that have a row
     * @param last position of the last of them
     */
    private record Page(String text, int read, int written, Position last) {}

    /** Reads a whole page, even if few rows are left: most of its API tokens may have none. */
    private Page page(Position last, long left) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            AdminRequest request = enter(session);
            List<ApiToken> tokens = ApiTokenProvider.of(session)
                    .search(request.realm(), filter)
                    .after(last, PAGE)
                    .toList();
            Rows rows = new Rows(request);
            List<String> lines = tokens.stream()
                    .filter(parameters::selects)
                    .filter(rows::isVisible)
                    .limit(left)
                    .map(rows::of)
                    .map(parameters.format()::line)
                    .toList();
            Position end = tokens.isEmpty() ? last : Position.of(tokens.get(tokens.size() - 1));
            return new Page(String.join("", lines), tokens.size(), lines.size(), end);
        });
    }

    /**
     * Makes the admin the user of a session, with the permissions that the admin has now.
     *
     * @throws NotFoundException if the realm was removed
     * @throws NotAuthorizedException if the admin could not log in any more
     * @throws ForbiddenException if the admin has lost the permission to list API tokens
     */
    private AdminRequest enter(KeycloakSession session) {
        RealmModel realm = session.realms().getRealm(realmId);
        RealmModel home = session.realms().getRealm(adminRealmId);
        session.getContext().setRealm(home);
        UserModel admin = home == null ? null : session.users().getUserById(home, adminId);
        ClientModel client = home == null ? null : home.getClientById(adminClientId);
        if (realm == null) {
            throw new NotFoundException("Realm not found.");
        }
        if (admin == null || client == null || !new RealmAdmin(home, admin).canLogIn()) {
            throw new NotAuthorizedException("Bearer");
        }
        // Keycloak evaluates fine-grained permissions for the user of the session. This one is stored nowhere.
        session.getContext()
                .setUserSession(session.sessions()
                        .createUserSession(
                                KeycloakModelUtils.generateId(),
                                home,
                                admin,
                                admin.getUsername(),
                                address,
                                DerivedSession.AUTH_METHOD + "-export",
                                false,
                                null,
                                null,
                                SessionPersistenceState.TRANSIENT));
        session.getContext().setRealm(realm);
        AdminAuth auth = new AdminAuth(home, adminToken, admin, client);
        AdminRequest request = new AdminRequest(session, realm, AdminPermissions.evaluator(session, realm, auth), null);
        request.auth().users().requireQuery();
        return request;
    }

    /** The rows of a page. Looks up each user and client once. */
    private static final class Rows {

        private final AdminRequest request;
        private final long now = Time.currentTimeMillis();
        private final Map<String, Owner> owners = new HashMap<>();
        private final Map<String, String> clientIds = new HashMap<>();

        private Rows(AdminRequest request) {
            this.request = request;
        }

        private record Owner(String username, boolean isVisible) {}

        /** Returns whether the admin may view the user, as a second line of defence behind the filter. */
        private boolean isVisible(ApiToken token) {
            return owner(token).isVisible();
        }

        private Owner owner(ApiToken token) {
            return owners.computeIfAbsent(token.userId(), id -> {
                UserModel user = request.session().users().getUserById(request.realm(), id);
                return new Owner(user == null ? null : user.getUsername(), request.canView(user));
            });
        }

        private String clientId(String id) {
            return id == null
                    ? null
                    : clientIds.computeIfAbsent(id, unknown -> {
                        ClientModel client = request.realm().getClientById(unknown);
                        return client == null ? unknown : client.getClientId();
                    });
        }

        private ExportRow of(ApiToken token) {
            ApiToken.Status status = token.status(now);
            Revocation revocation = status == ApiToken.Status.REVOKED ? token.revocation() : null;
            return new ExportRow(
                    token.id(),
                    token.label().value(),
                    token.hint(),
                    token.userId(),
                    owner(token).username(),
                    clientId(token.clientId()),
                    token.scope().everything(),
                    token.scope().names(),
                    ListParameters.nameOf(status),
                    token.created(),
                    token.expires(),
                    token.lastUse() == null ? null : token.lastUse().at(),
                    token.lastUse() == null ? null : clientId(token.lastUse().clientId()),
                    token.rotation().at(),
                    revocation == null ? null : revocation.at(),
                    revocation == null ? null : ListParameters.nameOf(revocation.reason()),
                    ExportParameters.cursor(Position.of(token)));
        }
    }
}
