package io.apitokens.keycloak.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.model.ApiTokenFilter;
import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.model.Comment;
import io.apitokens.keycloak.model.InvalidApiTokenException;
import io.apitokens.keycloak.rest.RestErrors;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;

/**
 * Revocations of all that a filter finds, at {@code /admin/realms/{realm}/api-tokens/revocations}. It takes the
 * permission to manage all users.
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
     * Revokes the active API tokens that the query parameters of the list find: 202 with the progress, which
     * {@code Location} names. With {@code dryRun=true} it revokes nothing: 200 with how many there are. At least one
     * parameter has to narrow it, and none may be unknown: a misspelt one would end more than was meant.
     */
    @POST
    public Response revoke() {
        request.auth().users().requireManage();
        try {
            FilterParameters parameters = FilterParameters.toRevoke(request);
            ApiTokenFilter filter = parameters.activeNow();
            Comment comment = parameters.comment();
            long matching = ApiTokenProvider.of(session).count(request.realm(), filter);
            return parameters.dryRun()
                    ? Response.ok(new BulkRevocation.Progress(null, matching, 0, false))
                            .build()
                    : start(filter, matching, comment);
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    /** Tells how far a revocation has come; for an hour after it is done. */
    @GET
    @Path("{id}")
    public BulkRevocation.Progress progress(@PathParam("id") String id) {
        request.auth().users().requireManage();
        return BulkRevocation.progress(session, request.realm(), id)
                .orElseThrow(() -> RestErrors.error(Response.Status.NOT_FOUND, "apiTokenRevocationNotFound", null));
    }

    private Response start(ApiTokenFilter filter, long matching, Comment comment) {
        BulkRevocation.Progress progress = new BulkRevocation(request, comment).start(session, filter, matching);
        request.event()
                .resource(RESOURCE)
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri(), progress.id())
                .representation(session.getContext().getUri().getQueryParameters())
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
