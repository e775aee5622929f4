package io.apitokens.keycloak.store.jpa;

import java.util.stream.Stream;

import jakarta.persistence.EntityManager;

import org.keycloak.models.RealmModel;
import org.keycloak.utils.StreamsUtil;

/** Keycloak's own rows of the attributes of clients. */
final class ClientRows {

    private static final String WITH_ATTRIBUTE =
            "select a.client.id from ClientAttributeEntity a where a.name = :name and a.client.realmId = :realm";

    private ClientRows() {}

    /** Returns the internal ids of the clients of a realm that have an attribute, with any value. */
    static Stream<String> withAttribute(EntityManager em, RealmModel realm, String attribute) {
        return StreamsUtil.closing(em.createQuery(WITH_ATTRIBUTE, String.class)
                .setParameter("name", attribute)
                .setParameter("realm", realm.getId())
                .getResultStream());
    }
}
