package io.apitokens.keycloak.store.jpa;

import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.common.util.Time;

/** Puts a new secret in place of that of an API token, which is remembered for a while. */
record SecretRotation(EntityManager em) {

    /** Empty where another rotation, or the end of the token, came first. */
    Optional<ApiToken> rotate(ApiToken token, Secret secret, Long graceEnds) {
        Rotation rotation = token.rotation().next(Time.currentTimeMillis(), graceEnds);
        ApiTokenEntity row = JpaApiTokenProvider.named(em, ApiTokenEntity.BY_ID)
                .setParameter("id", token.id())
                .setParameter("realm", token.realmId())
                .getSingleResult();
        // Whoever reads it again, because another request was first, shall see what that one did.
        em.detach(row);
        Query rotate = DurableUpdate.of(em, ApiTokenEntity.ROTATE)
                .setParameter("id", token.id())
                .setParameter("before", token.rotation().number())
                .setParameter("number", rotation.number())
                .setParameter("hash", secret.hash())
                .setParameter("hint", secret.hint())
                .setParameter("at", rotation.at())
                .setParameter("grace", graceEnds);
        if (LockConflicts.givingWay(rotate::executeUpdate) == 0) {
            return Optional.empty();
        }
        em.persist(new OldSecretEntity(
                row.secretHash(), token.id(), token.rotation().number()));
        em.flush();
        em.createNamedQuery(OldSecretEntity.FORGET)
                .setParameter("token", token.id())
                .setParameter("before", rotation.number() - OldSecretEntity.REMEMBERED)
                .executeUpdate();
        return Optional.of(token.rotated(secret, rotation));
    }
}
