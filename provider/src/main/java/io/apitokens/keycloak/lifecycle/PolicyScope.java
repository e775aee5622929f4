package io.apitokens.keycloak.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.policy.ApiTokenPolicy;
import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.store.TokenClients;
import io.apitokens.keycloak.token.TokenClient;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The periods in the policy of a realm, or in the stricter policy of a client.
 *
 * @param clientId internal id; null for the realm
 * @param endUnusedAfterDays null for never
 */
record PolicyScope(String realmId, String clientId, Integer endUnusedAfterDays, int keepEndedDays) {

    private static final Logger LOG = Logger.getLogger(PolicyScope.class);

    /** Returns the periods of all realms, and of the token clients with a stricter policy. Skips invalid policies. */
    static List<PolicyScope> all(KeycloakSessionFactory factory) {
        List<PolicyScope> scopes = new ArrayList<>();
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> session.realms().getRealmsStream().forEach(realm -> add(scopes, session, realm)));
        return scopes;
    }

    /** Returns the time since which unused API tokens end, in epoch milliseconds; null for never. */
    Long unusedSince() {
        return endUnusedAfterDays == null ? null : daysAgo(endUnusedAfterDays);
    }

    /** Returns the time since which ended API tokens are kept, in epoch milliseconds. */
    long keptSince() {
        return daysAgo(keepEndedDays);
    }

    /**
     * Calls a function with the realm or the client of the policy.
     *
     * @return empty if the realm or client no longer exists
     */
    <T> Optional<T> ask(KeycloakSession session, Function<RealmModel, T> ofRealm, Function<ClientModel, T> ofClient) {
        Optional<RealmModel> realm = Optional.ofNullable(session.realms().getRealm(realmId));
        return clientId == null
                ? realm.map(ofRealm)
                : realm.map(found -> found.getClientById(clientId)).map(ofClient);
    }

    private static void add(List<PolicyScope> scopes, KeycloakSession session, RealmModel realm) {
        try {
            PolicyScope ofRealm = of(realm, null, ApiTokenPolicy.of(realm));
            scopes.add(ofRealm);
            TokenClients.in(session, realm)
                    .map(TokenClient::client)
                    .flatMap(client -> ofClient(realm, client))
                    .filter(ofClient -> !ofClient.isLike(ofRealm))
                    .forEach(scopes::add);
        } catch (InvalidPolicyException e) {
            LogMessage.REALM_LEFT.log(LOG, e, realm.getName(), e.attribute());
        }
    }

    /** Returns nothing for an invalid policy, so that one client does not affect the others. */
    private static Stream<PolicyScope> ofClient(RealmModel realm, ClientModel client) {
        try {
            return Stream.of(of(realm, client, ApiTokenPolicy.of(client)));
        } catch (InvalidPolicyException e) {
            LogMessage.CLIENT_LEFT.log(LOG, e, realm.getName(), client.getClientId(), e.attribute());
            return Stream.empty();
        }
    }

    private static PolicyScope of(RealmModel realm, ClientModel client, ApiTokenPolicy policy) {
        return new PolicyScope(
                realm.getId(),
                client == null ? null : client.getId(),
                policy.endUnusedAfterDays().orElse(null),
                policy.keepEndedDays());
    }

    private boolean isLike(PolicyScope other) {
        return keepEndedDays == other.keepEndedDays && Objects.equals(endUnusedAfterDays, other.endUnusedAfterDays);
    }

    private static long daysAgo(int days) {
        return Time.currentTimeMillis() - TimeUnit.DAYS.toMillis(days);
    }
}
