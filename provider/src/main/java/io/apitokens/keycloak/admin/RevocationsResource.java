package io.apitokens.keycloak.admin;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.admin.bulk.BulkRevocation;
import io.apitokens.keycloak.admin.bulk.BulkRevocationProgress;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.RealmAdmin;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.Comment;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * Revocations of all API tokens that a filter finds, at {@code /admin/realms/{realm}/api-tokens/revocations}. You need
 * the role {@code manage-users}: a fine-grained permission is not enough.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class RevocationsResource {

    private static final String RESOURCE = "API_TOKEN_REVOCATION";

    private final AdminRequest request;
    private final KeycloakSession session;

    RevocationsResource(AdminRequest request) {
        this.request = request;
        this.session = request.session();
    }

    /**
     * Revokes the active API tokens that the query parameters of the list find: 202 with the progress, and its URL in
     * {@code Location}. With {@code dryRun=true} it only counts them: 200. If {@code expected} is the number of a dry
     * run and there are more now, it revokes nothing: 409. At least one parameter must filter, or {@code all=true}
     * stands for all active API tokens. Unknown parameters are rejected: without a misspelt filter, more API tokens
     * would be revoked than intended.
     *
     * @param body empty: a filter in it would have no effect
     */
    @POST
    public Response revoke(InputStream body) {
        AdminVisibility.of(request).requireManageAll();
        try {
            JsonBody.requireEmpty(body);
            FilterParameters parameters = FilterParameters.toRevoke(request);
            ApiTokenFilter filter = parameters.activeNow();
            Comment comment = parameters.comment();
            int matching =
                    ApiTokenProvider.of(session).search(request.realm(), filter).count(AdminRequest.COUNT_LIMIT);
            if (parameters.dryRun()) {
                return Response.ok(new BulkRevocationProgress(null, matching, 0, null, null))
                        .build();
            }
            if (parameters.expected() != null && matching > parameters.expected()) {
                throw RestErrors.error(Response.Status.CONFLICT, "apiTokenRevocationGrown", "expected", matching);
            }
            AdminAuth auth = request.auth().adminAuth();
            RealmAdmin admin = new RealmAdmin(auth.getRealm(), auth.getUser());
            return start(new BulkRevocation(
                    session, admin, new BulkRevocation.Target(request.realm(), filter, matching), comment));
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    /** Returns the progress of a revocation: 404 from an hour after its last step. */
    @GET
    @Path("{id}")
    public BulkRevocationProgress progress(@PathParam("id") String id) {
        AdminVisibility.of(request).requireManageAll();
        return BulkRevocationProgress.of(session, request.realm(), id)
                .orElseThrow(() -> RestErrors.error(Response.Status.NOT_FOUND, "apiTokenRevocationNotFound", null));
    }

    /** Stops a revocation, whichever admin started it: 204. Does not restore revoked API tokens. */
    @DELETE
    @Path("{id}")
    public void cancel(@PathParam("id") String id) {
        progress(id);
        BulkRevocationProgress.cancel(session, request.realm(), id);
        request.event()
                .resource(RESOURCE)
                .operation(OperationType.DELETE)
                .resourcePath(session.getContext().getUri())
                .success();
    }

    private static Map<String, List<String>> storable(MultivaluedMap<String, String> parameters) {
        Map<String, List<String>> storable = new TreeMap<>();
        parameters.forEach((name, values) ->
                storable.put(name, values.stream().map(ApiTokenEvent::storable).toList()));
        return storable;
    }

    private Response start(BulkRevocation revocation) {
        BulkRevocationProgress progress = revocation.start(session);
        request.event()
                .resource(RESOURCE)
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri(), progress.id())
                .representation(storable(session.getContext().getUri().getQueryParameters()))
                .success();
        return Response.accepted(progress)
                .location(session.getContext()
                        .getUri()
                        .getAbsolutePathBuilder()
                        .path(progress.id())
                        .build())
                .build();
    }
}
