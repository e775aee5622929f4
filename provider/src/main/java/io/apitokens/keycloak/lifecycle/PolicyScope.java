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
 * What the policy of a realm, or the stricter one of a client, says about time.
 *
 * @param clientId internal id; null for the realm
 * @param endUnusedAfterDays null for never
 */
record PolicyScope(String realmId, String clientId, Integer endUnusedAfterDays, int keepEndedDays) {

    private static final Logger LOG = Logger.getLogger(PolicyScope.class);

    /**
     * Those of all realms, and of the token clients whose policy is stricter. One that cannot be understood is left
     * out.
     */
    static List<PolicyScope> all(KeycloakSessionFactory factory) {
        List<PolicyScope> scopes = new ArrayList<>();
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> session.realms().getRealmsStream().forEach(realm -> add(scopes, session, realm)));
        return scopes;
    }

    /** Epoch milliseconds: who was used last before it is unused; null where that does not matter. */
    Long unusedSince() {
        return endUnusedAfterDays == null ? null : daysAgo(endUnusedAfterDays);
    }

    /** Epoch milliseconds: what ended before it is not kept. */
    long keptSince() {
        return daysAgo(keepEndedDays);
    }

    /**
     * Asks for what the policy is about: the realm, or the client.
     *
     * @return empty where that is gone: what held for a client holds for nothing else
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

    /** What one client has wrong is no matter of the others. */
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
