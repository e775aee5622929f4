package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/** Keycloak's own rows of consents, which it locks to withdraw one. */
final class ConsentRows {

    // Named queries of Keycloak 26.7: consents of federated users have a table of their own.
    private static final String OF_USER = "userConsentByUserAndClient";
    private static final String OF_FEDERATED_USER = "userFederatedConsentByUserAndClient";

    private ConsentRows() {}

    /** Locks the consent of a user to a client until the transaction ends. Returns whether it exists. */
    static boolean lock(EntityManager em, UserModel user, ClientModel client) {
        return !em.createNamedQuery(StorageId.isLocalStorage(user.getId()) ? OF_USER : OF_FEDERATED_USER)
                .setParameter("userId", user.getId())
                .setParameter("clientId", client.getId())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .isEmpty();
    }
}
