package io.apitokens.keycloak.admin;

import java.io.InputStream;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.rest.ApiTokenRepresentation;
import io.apitokens.keycloak.rest.ListParameters;
import io.apitokens.keycloak.rest.OptionsRepresentation;
import io.apitokens.keycloak.rest.QueryParameters;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.rest.RevocationRepresentation;
import io.apitokens.keycloak.rest.RotateRepresentation;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSummaries;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

/**
 * The API tokens of a realm, at {@code /admin/realms/{realm}/api-tokens}. Keycloak's own permissions apply: you need
 * the permission to view or manage the user of an API token. An error is Keycloak's ErrorRepresentation: a message key
 * and, if a field is invalid, its name.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class AdminApiTokensResource {

    static final String RESOURCE = "API_TOKEN";

    private static final String USER = "user";
    private static final QueryParameters OF_OPTIONS = QueryParameters.of(USER);
    private static final QueryParameters OF_EVENTS = QueryParameters.of("first", "max");

    /** The interval at which the task runs that counts API tokens. */
    private static final int SUMMARY_SECONDS = 60;

    private final AdminRequest request;
    private final KeycloakSession session;
    private final RealmModel realm;

    private AdminApiTokensResource(AdminRequest request) {
        this.request = request;
        this.session = request.session();
        this.realm = request.realm();
    }

    /** @throws ForbiddenException for derived tokens (law 8) */
    static AdminApiTokensResource of(AdminRequest request) {
        DerivedTokenRefusal.check(request);
        request.session().getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new AdminApiTokensResource(request);
    }

    /**
     * Lists API tokens of users that the admin may view, newest first. Query parameters, all optional: {@code user}
     * (id), {@code client} (OAuth client_id), {@code search} (part of the label), {@code status}, {@code scope}, {@code
     * everything}, {@code createdFrom}, {@code createdTo}, {@code lastUsedFrom}, {@code lastUsedTo}, {@code
     * expiresFrom}, {@code expiresTo}, {@code unusedSince} (epoch milliseconds), {@code neverUsed}, {@code
     * neverExpires}, {@code sort}, {@code first} and {@code max}.
     */
    @GET
    public List<AdminApiTokenRepresentation> list() {
        request.auth().users().requireQuery();
        AdminRepresentations representations = new AdminRepresentations(request);
        return RestErrors.translate(() -> {
            FilterParameters parameters = FilterParameters.ofList(request);
            return ApiTokenProvider.of(session)
                    .search(realm, parameters.filter())
                    .page(parameters.page())
                    .filter(representations::isVisible)
                    .map(representations::of)
                    .toList();
        });
    }

    /**
     * Returns the length of the whole list. 10,001 means more than 10,000. To an admin who may view only some users, it
     * also means the API tokens of more than 200 users.
     */
    @GET
    @Path("count")
    public int count() {
        request.auth().users().requireQuery();
        return RestErrors.translate(() ->
                new AdminCount(request).of(FilterParameters.ofList(request).filter()));
    }

    /**
     * Returns the number of API tokens of each kind. If there are more than 10,000, a task counts them every few
     * minutes; 503 before the first count. You need the role {@code view-users} or {@code manage-users}: a fine-grained
     * permission is not enough.
     */
    @GET
    @Path("summary")
    public SummaryRepresentation summary() {
        AdminVisibility.of(request).requireAll();
        return new ApiTokenSummaries(session)
                .of(realm)
                .map(summary -> SummaryRepresentation.of(realm, summary))
                .orElseThrow(() -> RestErrors.unavailable("apiTokenSummaryNotTaken", SUMMARY_SECONDS));
    }

    /**
     * Exports the API tokens that {@link #list} would show on all its pages, oldest first, as {@code format=csv} or
     * {@code ndjson}. With {@code max}, the answer ends after so many rows, and {@code after} continues after the
     * cursor of a row. If the admin loses the permission meanwhile, the answer breaks off.
     */
    @GET
    @Path("export")
    @Produces({"text/csv", "application/x-ndjson", MediaType.APPLICATION_JSON})
    public Response export() {
        request.auth().users().requireQuery();
        return RestErrors.translate(() -> {
            FilterParameters parameters = FilterParameters.ofExport(request);
            return AdminExport.of(request, parameters.filter(), parameters.all());
        });
    }

    /** Returns one API token. You need the permission to view its user. */
    @GET
    @Path("{id}")
    public AdminApiTokenRepresentation get(@PathParam("id") String id) {
        ApiToken token = request.token(id);
        request.requireView(token);
        return new AdminRepresentations(request).inFull(token);
    }

    /**
     * Returns a list with the derived session of an API token, or an empty list. You need the permission that {@link
     * #get} needs.
     */
    @GET
    @Path("{id}/sessions")
    public List<UserSessionRepresentation> sessions(@PathParam("id") String id) {
        ApiToken token = request.token(id);
        request.requireView(token);
        return new DerivedSession(session, token)
                .find().map(ModelToRepresentation::toRepresentation).stream().toList();
    }

    /**
     * Returns the stored events of an API token, newest first: minting, changes, rotations, revocation, and refusals of
     * these. You need the permission that {@link #get} needs, and the permission to view events.
     */
    @GET
    @Path("{id}/events")
    public List<EventRepresentation> events(@PathParam("id") String id) {
        ApiToken token = request.token(id);
        request.requireView(token);
        request.auth().realm().requireViewEvents();
        return RestErrors.translate(() -> {
            ListParameters parameters = new ListParameters(OF_EVENTS.read(session));
            return new ApiTokenEventHistory(session, realm).of(token, parameters.page());
        });
    }

    /**
     * Revokes an API token. Changes nothing if it has ended already. You need the permission to manage its user. The
     * query parameter {@code comment}, one line of up to 250 characters, is optional; its user can read it.
     */
    @DELETE
    @Path("{id}")
    public RevocationRepresentation revoke(@PathParam("id") String id) {
        ApiToken token = request.token(id);
        request.requireManage(token);
        return new AdminRevocation(request).revoke(token);
    }

    /**
     * Returns what the admin can mint for a user or a service account, whose id is the query parameter {@code user}.
     * You need the permissions that {@link #mint} needs.
     */
    @GET
    @Path("options")
    public OptionsRepresentation options() {
        request.auth().users().requireQuery();
        String userId = RestErrors.translate(() -> new ListParameters(OF_OPTIONS.read(session)).text(USER));
        if (userId == null) {
            throw RestErrors.invalid(new InvalidApiTokenException("apiTokenUserRequired", USER));
        }
        SecretForUser secret = new SecretForUser(request, request.user(userId));
        secret.requirePermission();
        return new Representations(session, realm, secret.user()).options(secret.requester());
    }

    /**
     * Gives an active API token a new secret: 200 with the secret, which no other response has. You need the
     * permissions that {@link #mint} needs, and the policy holds as for minting.
     *
     * @param body a {@link RotateRepresentation} of at most 16 KiB
     */
    @POST
    @Path("{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    public ApiTokenRepresentation rotate(@PathParam("id") String id, InputStream body) {
        return new AdminRotation(request).rotate(request.token(id), body);
    }

    /**
     * Explains in numbered steps why an API refuses an API token or a derived JWT. This is no use of the API token. You
     * need the permission to view its user, and the permission to view the client of the API for the steps about the
     * API. A token that you may not view is answered like an unknown one.
     *
     * @param body a {@link DiagnoseRepresentation} of at most 16 KiB
     */
    @POST
    @Path("diagnose")
    @Consumes(MediaType.APPLICATION_JSON)
    public DiagnosisRepresentation diagnose(InputStream body) {
        request.auth().users().requireQuery();
        return new AdminDiagnosis(request).diagnose(body);
    }

    /** Returns the endpoints that revoke many API tokens at once. */
    @Path("revocations")
    public RevocationsResource revocations() {
        return new RevocationsResource(request);
    }

    /** Returns the endpoints of the token clients. */
    @Path("applications")
    public ApplicationsResource applications() {
        return new ApplicationsResource(request);
    }

    /** Returns the endpoints of the policy. */
    @Path("policy")
    public PolicyResource policy() {
        return new PolicyResource(request);
    }

    /**
     * Mints an API token for a user or a service account: 201 with its secret, which no other response has. You need
     * the permissions to manage that user and to reset the password of the user, with which an admin could act as the
     * user anyway. For a service account, you also need the permission to configure its client. For themselves, admins
     * mint as users do. Impersonated and delegated logins do not mint, and a service account mints for others only (law
     * 8).
     *
     * @param body an {@link AdminMintRepresentation} of at most 16 KiB
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response mint(InputStream body) {
        request.auth().users().requireQuery();
        return new AdminMinting(request).mint(body);
    }
}
