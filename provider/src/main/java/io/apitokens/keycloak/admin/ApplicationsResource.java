package io.apitokens.keycloak.admin;

import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.admin.application.Application;
import io.apitokens.keycloak.admin.application.ApplicationScope;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.ListParameters;
import io.apitokens.keycloak.rest.QueryParameters;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.store.ApiTokenFilter.Page;
import io.apitokens.keycloak.store.TokenClients;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The clients of a realm that API tokens are, or could be, issued for, at {@code
 * /admin/realms/{realm}/api-tokens/applications}. You need the permission to view or configure the client, as for its
 * other settings.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class ApplicationsResource {

    private static final String RESOURCE = "API_TOKEN_APPLICATION";
    private static final String SEARCH = "search";
    private static final String ENABLED = "enabled";
    private static final QueryParameters OF_LIST = QueryParameters.of(SEARCH, ENABLED, "first", "max");

    /** The escape character of some databases, and the character that PostgreSQL rejects. */
    private static final Pattern UNSEARCHABLE = Pattern.compile("[\\\\\0]");

    private final AdminRequest request;
    private final RealmModel realm;
    private final Representations texts;

    ApplicationsResource(AdminRequest request) {
        this.request = request;
        this.realm = request.realm();
        this.texts = new Representations(request.session(), realm, null);
    }

    /**
     * Lists the clients that use OpenID Connect, by client ID, without their scopes and warnings. Query parameters:
     * {@code search} (part of the client ID, ignoring case), {@code enabled} ({@code true}: token clients only), {@code
     * first} and {@code max}.
     */
    @GET
    public List<ApplicationRepresentation> list() {
        request.auth().clients().requireList();
        return RestErrors.translate(() -> {
            ListParameters parameters = new ListParameters(OF_LIST.read(request.session()));
            Page page = parameters.page();
            return clients(parameters)
                    .filter(Application::isPossible)
                    .filter(request.auth().clients()::canView)
                    .skip(page.first())
                    .limit(page.max())
                    .map(client -> of(client, null))
                    .toList();
        });
    }

    private Stream<ClientModel> clients(ListParameters parameters) {
        String search = lower(Objects.requireNonNullElse(parameters.text(SEARCH), ""));
        Stream<ClientModel> clients = Boolean.TRUE.equals(parameters.bool(ENABLED))
                ? TokenClients.in(request.session(), realm)
                        .map(TokenClient::client)
                        .sorted(Comparator.comparing(ClientModel::getClientId))
                : search.isEmpty() ? realm.getClientsStream() : similar(search);
        return clients.filter(client -> lower(client.getClientId()).contains(search));
    }

    /** Finds more than is searched: to Keycloak, {@code %} and {@code _} are wildcards. */
    private Stream<ClientModel> similar(String search) {
        return realm.searchClientByClientIdStream(UNSEARCHABLE.matcher(search).replaceAll("_"), null, null);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns a client with its scopes and warnings. Roles and APIs of clients that you may not view are left out.
     *
     * @param id internal id
     */
    @GET
    @Path("{id}")
    public ApplicationRepresentation get(@PathParam("id") String id) {
        ClientModel client = request.client(id);
        request.auth().clients().requireView(client);
        requirePossible(client);
        return of(
                client,
                new Application(new TokenClient(client), texts, request.auth().clients()::canView));
    }

    /**
     * Makes a client a token client, or none any more: 204. If it is none, its API tokens are not active.
     *
     * @param id internal id
     * @param body an {@link ApplicationRepresentation.Change} of at most 16 KiB
     */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String id, InputStream body) {
        ClientModel client = request.client(id);
        request.auth().clients().requireConfigure(client);
        requirePossible(client);
        ApplicationRepresentation.Change change = parse(body);
        if (change.enabled()) {
            client.setAttribute(TokenClient.ENABLED_ATTRIBUTE, Boolean.TRUE.toString());
        } else {
            client.removeAttribute(TokenClient.ENABLED_ATTRIBUTE);
        }
        client.updateClient();
        request.event()
                .resource(RESOURCE)
                .operation(OperationType.UPDATE)
                .resourcePath(request.session().getContext().getUri())
                .representation(change)
                .success();
        return Response.noContent().build();
    }

    private static ApplicationRepresentation.Change parse(InputStream body) {
        try {
            ApplicationRepresentation.Change change = JsonBody.read(body, ApplicationRepresentation.Change.class);
            if (change.enabled() == null) {
                throw new InvalidApiTokenException("apiTokenInvalidBody", "enabled");
            }
            return change;
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    private static void requirePossible(ClientModel client) {
        if (!Application.isPossible(client)) {
            throw RestErrors.error(Response.Status.CONFLICT, "apiTokenApplicationNotOpenId", null);
        }
    }

    private ApplicationRepresentation of(ClientModel client, Application application) {
        List<ApplicationScope> scopes = application == null ? null : application.scopes();
        return new ApplicationRepresentation(
                client.getId(),
                client.getClientId(),
                texts.name(client),
                Boolean.parseBoolean(client.getAttribute(TokenClient.ENABLED_ATTRIBUTE)),
                Map.of("configure", request.auth().clients().canConfigure(client)),
                scopes,
                application == null ? null : application.warnings(scopes));
    }
}
