package io.apitokens.keycloak.store.jpa;

import java.util.Optional;

import jakarta.persistence.EntityManager;

import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.store.Repetition;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.Owner;

/** Finds what earlier requests with an idempotency key have done. The rows have only hashes of keys and bodies. */
record RequestKeys(EntityManager em) {

    private static final String MINTED = "select t.id, t.mintBody from ApiTokenEntity t where t.mintKey = :key";
    private static final String ROTATED = "select o.tokenId, o.rotationBody from PreviousSecretEntity o"
            + " where o.tokenId = :token and o.rotationKey = :key";
    private static final String REPLACED = ROTATED + " and o.secretNumber = :number";

    Optional<Repetition> minted(Owner owner, IdempotencyKey key) {
        return em.createQuery(MINTED, Object[].class)
                .setParameter("key", key.mintHash(owner))
                .getResultStream()
                .findFirst()
                .map(row -> repetition(row, key));
    }

    Optional<Repetition> rotated(ApiToken token, IdempotencyKey key) {
        return em.createQuery(ROTATED, Object[].class)
                .setParameter("token", token.id())
                .setParameter("key", key.rotationHash(token))
                .getResultStream()
                .findFirst()
                .map(row -> repetition(row, key));
    }

    Optional<Repetition> replaced(PresentedSecret secret, IdempotencyKey key) {
        return em.createQuery(REPLACED, Object[].class)
                .setParameter("token", secret.token().id())
                .setParameter("key", key.rotationHash(secret.token()))
                .setParameter("number", secret.secretNumber())
                .getResultStream()
                .findFirst()
                .map(row -> repetition(row, key));
    }

    private static Repetition repetition(Object[] row, IdempotencyKey key) {
        return new Repetition((String) row[0], key.bodyHash().equals(row[1]));
    }
}
