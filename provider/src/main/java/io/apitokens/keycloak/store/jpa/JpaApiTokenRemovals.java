package io.apitokens.keycloak.store.jpa;

import java.util.List;

import jakarta.persistence.EntityManager;

import io.apitokens.keycloak.store.ApiTokenRemovals;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Removes rows. The database removes their scopes and previous secrets with them. */
record JpaApiTokenRemovals(EntityManager em) implements ApiTokenRemovals {

    private static final String BY_IDS = "delete from ApiTokenEntity t where t.id in :ids";
    private static final String OF_USER = "delete from ApiTokenEntity t where t.realmId = :realm and t.userId = :user";
    private static final String OF_CLIENT =
            "delete from ApiTokenEntity t where t.realmId = :realm and t.clientId = :client";
    private static final String OF_REALM = "delete from ApiTokenEntity t where t.realmId = :realm";
    private static final String COUNTS_OF_REALM = "delete from ApiTokenCountEntity c where c.realmId = :realm";

    @Override
    public void remove(ApiToken token) {
        remove(List.of(token.id()));
    }

    /** Removes the rows with these ids. Returns their number. */
    int remove(List<String> ids) {
        return ids.isEmpty()
                ? 0
                : em.createQuery(BY_IDS).setParameter("ids", ids).executeUpdate();
    }

    @Override
    public void remove(RealmModel realm, UserModel user) {
        em.createQuery(OF_USER)
                .setParameter("realm", realm.getId())
                .setParameter("user", user.getId())
                .executeUpdate();
    }

    @Override
    public void remove(ClientModel client) {
        em.createQuery(OF_CLIENT)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .executeUpdate();
    }

    @Override
    public void remove(RealmModel realm) {
        em.createQuery(COUNTS_OF_REALM).setParameter("realm", realm.getId()).executeUpdate();
        em.createQuery(OF_REALM).setParameter("realm", realm.getId()).executeUpdate();
    }
}
