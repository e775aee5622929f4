package io.apitokens.keycloak.store.jpa;

import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.store.SecretChange;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.common.util.Time;

/** Replaces the secret of an API token, and remembers the hash of the previous secret. */
record SecretRotation(EntityManager em) {

    /** The number of previous secrets of an API token that are recognised later. */
    private static final int REMEMBERED = 100;

    private static final String ROTATE =
            "update ApiTokenEntity t set t.secretHash = :hash, t.hint = :hint, t.secretNumber = :number,"
                    + " t.rotated = :at, t.graceEnds = :grace, t.lateUse = null, t.lateUseAddress = null,"
                    + " t.lateUseClientId = null, t.lateUseReported = null"
                    + " where t.id = :id and t.secretNumber = :before and t.revoked is null";
    private static final String EXPIRE =
            "update ApiTokenEntity t set t.expires = :expires, t.expiryNotice = :notice where t.id = :id";
    private static final String RENUMBER = "update PreviousSecretEntity o set o.secretNumber = :number"
            + " where o.tokenId = :token and o.secretNumber = :before";
    private static final String FORGET =
            "delete from PreviousSecretEntity o where o.tokenId = :token and o.secretNumber < :before";

    /** Returns the changed API token; empty if another rotation or the end of the token was first. */
    Optional<ApiToken> rotate(ApiToken token, SecretChange change) {
        long now = Time.currentTimeMillis();
        ApiToken rotated = token.rotated(change.secret(), token.rotation().next(now, change.graceEnds()));
        String previousHash = currentHash(token);
        if (!replace(token, change.secret(), rotated)) {
            return Optional.empty();
        }
        if (change.expires() != null) {
            rotated = rotated.expiring(change.expires());
            em.createQuery(EXPIRE)
                    .setParameter("id", token.id())
                    .setParameter("expires", change.expires())
                    .setParameter("notice", rotated.expiryNotice(now).orElse(null))
                    .executeUpdate();
        }
        remember(new PreviousSecretEntity(previousHash, token, change.key()), rotated);
        return Optional.of(rotated);
    }

    /** Like {@link #rotate}, but the previous secret stays the previous one. */
    Optional<ApiToken> rotateAgain(PresentedSecret previous, Secret secret) {
        ApiToken token = previous.token();
        ApiToken rotated = token.rotated(secret, token.rotation().again(Time.currentTimeMillis()));
        String lostHash = currentHash(token);
        if (!replace(token, secret, rotated)) {
            return Optional.empty();
        }
        em.createQuery(RENUMBER)
                .setParameter("token", token.id())
                .setParameter("before", previous.secretNumber())
                .setParameter("number", rotated.rotation().number() - 1)
                .executeUpdate();
        remember(new PreviousSecretEntity(lostHash, token, null), rotated);
        return Optional.of(rotated);
    }

    /** Returns false if another rotation or the end of the token was first. */
    private boolean replace(ApiToken token, Secret secret, ApiToken rotated) {
        Rotation rotation = rotated.rotation();
        Query rotate = DurableUpdate.of(em, ROTATE)
                .setParameter("id", token.id())
                .setParameter("before", token.rotation().number())
                .setParameter("number", rotation.number())
                .setParameter("hash", secret.hash())
                .setParameter("hint", rotated.hint())
                .setParameter("at", rotation.at())
                .setParameter("grace", rotation.graceEnds());
        return LockConflicts.givingWay(rotate::executeUpdate) == 1;
    }

    private void remember(PreviousSecretEntity replaced, ApiToken rotated) {
        em.persist(replaced);
        em.flush();
        em.createQuery(FORGET)
                .setParameter("token", rotated.id())
                .setParameter("before", rotated.rotation().number() - REMEMBERED)
                .executeUpdate();
    }

    private String currentHash(ApiToken token) {
        ApiTokenEntity row =
                new ApiTokenRows(em).byId(token.realmId(), token.id()).getSingleResult();
        // Otherwise a caller that reads the row again would not see the changes of concurrent requests.
        em.detach(row);
        return row.secretHash;
    }
}
