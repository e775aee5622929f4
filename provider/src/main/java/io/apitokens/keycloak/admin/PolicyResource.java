package io.apitokens.keycloak.admin;

import java.io.InputStream;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.policy.PolicyAttributes;
import io.apitokens.keycloak.policy.PolicyRules;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/**
 * The policy of a realm and of its clients, at {@code /admin/realms/{realm}/api-tokens/policy}. You need the permission
 * to view or manage the realm, or to view or configure the client, as for the attributes that store the policy.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class PolicyResource {

    private static final String RESOURCE = "API_TOKEN_POLICY";

    private final AdminRequest request;

    PolicyResource(AdminRequest request) {
        this.request = request;
    }

    /** Returns the rules of the realm. */
    @GET
    public PolicyRules ofRealm() {
        request.auth().realm().requireViewRealm();
        return readOrConflict(() -> PolicyAttributes.read(request.realm()));
    }

    /**
     * Replaces the rules of the realm: 204.
     *
     * @param body {@link PolicyRules} of at most 16 KiB
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response writeOfRealm(InputStream body) {
        request.auth().realm().requireManageRealm();
        PolicyRules rules = parse(body);
        PolicyAttributes.write(request.realm(), rules);
        return updated(rules);
    }

    /**
     * Returns the rules of a client. They apply where they are stricter than those of the realm.
     *
     * @param id internal id
     */
    @GET
    @Path("clients/{id}")
    public PolicyRules ofClient(@PathParam("id") String id) {
        ClientModel client = request.client(id);
        request.auth().clients().requireView(client);
        return readOrConflict(() -> PolicyAttributes.read(client));
    }

    /**
     * Replaces the rules of a client: 204.
     *
     * @param id internal id
     * @param body {@link PolicyRules} of at most 16 KiB, without notices
     */
    @PUT
    @Path("clients/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response writeOfClient(@PathParam("id") String id, InputStream body) {
        ClientModel client = request.client(id);
        request.auth().clients().requireConfigure(client);
        PolicyRules rules = parse(body);
        if (rules.notices() != null) {
            throw RestErrors.invalid(new InvalidApiTokenException("apiTokenPolicyOfRealmOnly", "notices"));
        }
        PolicyAttributes.write(client, rules);
        return updated(rules);
    }

    private PolicyRules parse(InputStream body) {
        try {
            PolicyRules rules = JsonBody.read(body, PolicyRules.class).validated();
            String role = rules.requiredRole();
            if (role != null
                    && (role.indexOf('\0') >= 0 || Requester.role(request.session(), request.realm(), role) == null)) {
                throw new InvalidApiTokenException("apiTokenPolicyRoleNotFound", "requiredRole", role);
            }
            requireScopes(rules);
            return rules;
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    /** Rejects unknown names, because a misspelt one would forbid nothing. */
    private void requireScopes(PolicyRules rules) {
        if (rules.forbiddenScopes() != null) {
            Set<String> known = request.realm()
                    .getClientScopesStream()
                    .map(ClientScopeModel::getName)
                    .collect(Collectors.toSet());
            for (String name : rules.forbiddenScopes()) {
                if (!known.contains(name)) {
                    throw new InvalidApiTokenException("apiTokenPolicyScopeNotFound", "forbiddenScopes", name);
                }
            }
        }
    }

    private Response updated(PolicyRules rules) {
        request.event()
                .resource(RESOURCE)
                .operation(OperationType.UPDATE)
                .resourcePath(request.session().getContext().getUri())
                .representation(rules)
                .success();
        return Response.noContent().build();
    }

    /** Returns the rules. Responds with 409 if an attribute set outside the REST API is invalid. */
    private static PolicyRules readOrConflict(Supplier<PolicyRules> reading) {
        try {
            return reading.get();
        } catch (InvalidPolicyException e) {
            throw RestErrors.error(Response.Status.CONFLICT, e.getMessage(), null, e.attribute());
        }
    }
}
