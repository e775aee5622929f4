package io.apitokens.keycloak.store.jpa;

import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.common.util.Time;

/** Replaces the secret of an API token, and remembers the replaced one. */
record SecretRotation(EntityManager em) {

    /** The number of replaced secrets of an API token that are recognised later. */
    private static final int REMEMBERED = 100;

    private static final String ROTATE =
            "update ApiTokenEntity t set t.secretHash = :hash, t.hint = :hint, t.secretNumber = :number,"
                    + " t.rotated = :at, t.graceEnds = :grace, t.lateUse = null, t.lateUseAddress = null,"
                    + " t.lateUseClientId = null, t.lateUseReported = null"
                    + " where t.id = :id and t.secretNumber = :before and t.revoked is null";
    private static final String FORGET =
            "delete from OldSecretEntity o where o.tokenId = :token and o.secretNumber < :before";

    /** Returns the changed API token; empty if another rotation or the end of the token was first. */
    Optional<ApiToken> rotate(ApiToken token, Secret secret, Long graceEnds) {
        Rotation rotation = token.rotation().next(Time.currentTimeMillis(), graceEnds);
        String replacedHash = currentHash(token);
        Query rotate = DurableUpdate.of(em, ROTATE)
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
        em.persist(
                new OldSecretEntity(replacedHash, token.id(), token.rotation().number()));
        em.flush();
        em.createQuery(FORGET)
                .setParameter("token", token.id())
                .setParameter("before", rotation.number() - REMEMBERED)
                .executeUpdate();
        return Optional.of(token.rotated(secret, rotation));
    }

    private String currentHash(ApiToken token) {
        ApiTokenEntity row =
                new ApiTokenRows(em).byId(token.realmId(), token.id()).getSingleResult();
        // A caller that reads the row again must see what a concurrent request has changed.
        em.detach(row);
        return row.secretHash;
    }
}
