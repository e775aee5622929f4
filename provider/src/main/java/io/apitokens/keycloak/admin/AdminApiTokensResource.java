package io.apitokens.keycloak.admin;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.policy.ApiTokenMinting;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.rest.RevocationRepresentation;
import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSummaries;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import io.apitokens.keycloak.token.DerivedSessionId;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * The API tokens of a realm, at {@code /admin/realms/{realm}/api-tokens}, by Keycloak's own permissions: what concerns
 * a user takes that of viewing or managing that user. Errors are Keycloak's ErrorRepresentation with a message key and
 * the field.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class AdminApiTokensResource {

    private static final String RESOURCE = "API_TOKEN";

    // Keycloak asks its database five times about each.
    private static final int MOST_USERS = 200;

    /** Each minute the task looks whether it is time to count. */
    private static final int SUMMARY_SECONDS = 60;

    private final AdminRequest request;

    private final KeycloakSession session;
    private final RealmModel realm;

    private AdminApiTokensResource(AdminRequest request) {
        this.request = request;
        this.session = request.session();
        this.realm = request.realm();
    }

    /** @throws ForbiddenException for derived tokens: API tokens do not breed */
    static AdminApiTokensResource of(AdminRequest request) {
        KeycloakSession session = request.session();
        if (DerivedSession.is(session.getContext().getUserSession())) {
            new EventBuilder(request.realm(), session, session.getContext().getConnection())
                    .event(EventType.UPDATE_CREDENTIAL)
                    .detail(Details.CREDENTIAL_TYPE, ApiTokenEvent.CREDENTIAL_TYPE)
                    .detail(
                            ApiTokenEvent.ID,
                            DerivedSessionId.apiTokenId(
                                    session.getContext().getUserSession().getId()))
                    .detail(Details.REASON, "API tokens do not manage API tokens")
                    .error(Errors.NOT_ALLOWED);
            throw new ForbiddenException("API tokens do not manage API tokens");
        }
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new AdminApiTokensResource(request);
    }

    /**
     * Lists API tokens of users that the admin may view, newest first. Query parameters, all optional: {@code user}
     * (id), {@code client} (OAuth client_id), {@code search} (part of the label), {@code status}, {@code scope}, {@code
     * createdFrom}, {@code createdTo}, {@code lastUsedFrom}, {@code lastUsedTo}, {@code expiresFrom}, {@code expiresTo}
     * (epoch milliseconds), {@code neverUsed}, {@code sort}, {@code first} and {@code max}.
     */
    @GET
    public List<AdminApiTokenRepresentation> list() {
        request.auth().users().requireQuery();
        AdminRepresentations representations = new AdminRepresentations(request);
        return understood(parameters -> ApiTokenProvider.of(session)
                .search(realm, parameters.filter(), parameters.page())
                .filter(representations::isVisible)
                .map(representations::of)
                .toList());
    }

    /**
     * How many there are in the whole list, counted no further than 10,001, which stands for more than 10,000; or, for
     * an admin who may view some users, for those of more than 200 users.
     */
    @GET
    @Path("count")
    public int count() {
        request.auth().users().requireQuery();
        return understood(parameters -> count(parameters.filter()));
    }

    private int count(ApiTokenFilter filter) {
        ApiTokenProvider tokens = ApiTokenProvider.of(session);
        return filter.owners() == ApiTokenFilter.Owners.PERMITTED
                ? countVisible(tokens.owners(realm, filter, AdminRequest.COUNT_LIMIT))
                : tokens.count(realm, filter, AdminRequest.COUNT_LIMIT);
    }

    /** What finds API tokens of some users should know whom the admin may view, and is not trusted alone. */
    private int countVisible(List<String> owners) {
        Map<String, Long> byUser = owners.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        if (owners.size() >= AdminRequest.COUNT_LIMIT || byUser.size() > MOST_USERS) {
            return AdminRequest.COUNT_LIMIT;
        }
        return byUser.entrySet().stream()
                .filter(user -> request.canView(session.users().getUserById(realm, user.getKey())))
                .mapToInt(user -> user.getValue().intValue())
                .sum();
    }

    /**
     * How many there are of each kind; of more than 10,000 what was counted a few minutes ago, and 503 where that is
     * still to come. Takes the permission to view all users, without exception.
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

    /** Tells of one API token. Takes the permission to view its user. */
    @GET
    @Path("{id}")
    public AdminApiTokenRepresentation get(@PathParam("id") String id) {
        ApiToken token = request.token(id);
        request.requireView(token);
        return new AdminRepresentations(request).inFull(token);
    }

    /**
     * The session that JWTs and refresh tokens of the API token belong to: none or one. Takes what {@link #get} takes.
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
     * What is saved of what happened to an API token, newest first: it was minted, changed, rotated, revoked, or that
     * was refused. Takes what {@link #get} takes, and the permission to view events.
     */
    @GET
    @Path("{id}/events")
    public List<EventRepresentation> events(@PathParam("id") String id) {
        ApiToken token = request.token(id);
        request.requireView(token);
        request.auth().realm().requireViewEvents();
        return understood(parameters -> new ApiTokenEventHistory(session, realm).of(token, parameters.page()));
    }

    /**
     * Revokes an API token; one that has ended before stays as it was. Takes the permission to manage its user.
     *
     * @param comment one line of up to 250 characters that its user can read, or null
     */
    @DELETE
    @Path("{id}")
    public RevocationRepresentation revoke(@PathParam("id") String id, @QueryParam("comment") String comment) {
        ApiToken token = request.token(id);
        request.requireManage(token);
        String admin = request.auth().adminAuth().getUser().getId();
        EventBuilder event = ApiTokenEvent.begin(event(), EventType.REMOVE_CREDENTIAL, ApiTokenEvent.REVOKE)
                .detail(ApiTokenEvent.ADMIN, admin);
        RevocationRepresentation ended = RestErrors.translate(
                event,
                () -> RevocationRepresentation.of(
                        new ApiTokenRevocation(session).revoke(token, admin, Comment.parse(comment), event)));
        if (ended.revoked() > 0) {
            request.event()
                    .resource(RESOURCE)
                    .operation(OperationType.DELETE)
                    .resourcePath(session.getContext().getUri())
                    .representation(EndedRepresentation.of(realm, token, Comment.parse(comment)))
                    .success();
        }
        return ended;
    }

    /** The end of many at once. */
    @Path("revocations")
    public RevocationsResource revocations() {
        return new RevocationsResource(request);
    }

    /** What rules over API tokens. */
    @Path("policy")
    public PolicyResource policy() {
        return new PolicyResource(request);
    }

    /**
     * Mints an API token for a user or a service account: 201 with its secret, which no other answer holds. Takes the
     * permissions to manage that user and to reset the user's password, which lets an admin act as the user as well; of
     * a service account also that to configure its client, which has its secret. For themselves admins mint as users
     * do. Impersonated and delegated logins do not mint, and a service account mints for others only (law 8).
     *
     * @param body an {@link AdminMintRepresentation} of at most 16 KiB
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response mint(InputStream body) {
        request.auth().users().requireQuery();
        EventBuilder event = ApiTokenEvent.begin(event(), EventType.UPDATE_CREDENTIAL, ApiTokenEvent.MINT)
                .detail(
                        ApiTokenEvent.ADMIN,
                        request.auth().adminAuth().getUser().getId());
        AdminMintRepresentation wish =
                RestErrors.translate(event, () -> JsonBody.read(body, AdminMintRepresentation.class));
        UserModel user = RestErrors.translate(event, () -> request.user(wish));
        request.auth().users().requireManage(user);
        request.auth().users().requireResetPassword(user);
        requireServiceAccount(user);
        event.user(user);
        MintedApiToken minted = RestErrors.translate(
                event, () -> new ApiTokenMinting(session, realm, user).mint(wish.toRequest(), requester(user)));
        ApiTokenEvent.describe(event, realm, minted.token()).success();
        request.event()
                .resource(RESOURCE)
                .operation(OperationType.CREATE)
                .resourcePath(session.getContext().getUri(), minted.token().id())
                .representation(wish.storable())
                .success();
        // Without a Location, from which kcadm.sh would read it anew, and the secret would be lost.
        return Response.status(Response.Status.CREATED)
                .entity(new Representations(session, realm, user)
                        .of(minted.token())
                        .withSecret(minted.secret().reveal()))
                .build();
    }

    private void requireServiceAccount(UserModel user) {
        if (user.getServiceAccountClientLink() != null) {
            ClientModel client = realm.getClientById(user.getServiceAccountClientLink());
            if (client == null) {
                throw new ForbiddenException();
            }
            request.auth().clients().requireConfigure(client);
        }
    }

    private Requester requester(UserModel user) {
        UserSessionModel userSession = session.getContext().getUserSession();
        AdminAuth admin = request.auth().adminAuth();
        return user.getId().equals(admin.getUser().getId())
                ? Requester.user(session, admin.getToken(), user, userSession)
                : Requester.admin(session, admin.getToken(), admin.getUser(), admin.getRealm(), userSession);
    }

    private <T> T understood(Function<FilterParameters, T> query) {
        try {
            return query.apply(FilterParameters.of(request));
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    private EventBuilder event() {
        return new EventBuilder(realm, session, session.getContext().getConnection());
    }
}
