package io.apitokens.keycloak.store.jpa;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.apitokens.keycloak.store.SecretChange;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;
import org.keycloak.common.util.Time;

/** Replaces the secret of an API token, and remembers the hash of the previous secret. */
record SecretRotation(EntityManager em) {

    /** At least so many previous secrets of an API token are recognised later. */
    private static final int REMEMBERED = 100;

    /** A thief who rotates a stolen API token again and again must not make Keycloak forget what was stolen. */
    private static final long REMEMBERED_MILLIS = TimeUnit.DAYS.toMillis(90);

    // The hash is compared as well: a transaction can see an older state of the row than the update.
    private static final String ROTATE_WITH =
            "update ApiTokenEntity t set t.secretHash = :hash, t.hint = :hint, t.secretNumber = :number,"
                    + " t.previousSecretNumber = :previous, t.rotated = :at, t.graceEnds = :grace%s"
                    + " where t.id = :id and t.secretNumber = :before and t.secretHash = :replaced"
                    + " and t.revoked is null and t.expires > :at";
    private static final String ROTATE = ROTATE_WITH.formatted("");
    private static final String ROTATE_AND_ANSWER = ROTATE_WITH.formatted(
            ", t.lateUse = null, t.lateUseAddress = null," + " t.lateUseClientId = null, t.lateUseReported = null");
    private static final String EXPIRE =
            "update ApiTokenEntity t set t.expires = :expires, t.expiryNotice = :notice where t.id = :id";
    private static final String FORGET = "delete from PreviousSecretEntity o"
            + " where o.tokenId = :token and o.secretNumber < :before and o.replaced < :old";

    /** Returns the changed API token; empty if another rotation or the end of the token was first. */
    Optional<ApiToken> rotate(ApiToken token, SecretChange change) {
        Optional<String> replaced = currentHash(token);
        if (replaced.isEmpty() || !replace(token, replaced.get(), change)) {
            return Optional.empty();
        }
        ApiToken rotated = token.rotated(change.secret(), change.rotation());
        if (change.expires() != null) {
            rotated = rotated.expiring(change.expires());
            em.createQuery(EXPIRE)
                    .setParameter("id", token.id())
                    .setParameter("expires", change.expires())
                    .setParameter(
                            "notice",
                            rotated.expiryNotice(Time.currentTimeMillis()).orElse(null))
                    .executeUpdate();
        }
        em.persist(new PreviousSecretEntity(
                replaced.get(), token, change.rotation().at(), change.key()));
        em.flush();
        em.createQuery(FORGET)
                .setParameter("token", token.id())
                .setParameter("before", change.rotation().number() - REMEMBERED)
                .setParameter("old", change.rotation().at() - REMEMBERED_MILLIS)
                .executeUpdate();
        return Optional.of(rotated);
    }

    private boolean replace(ApiToken token, String replaced, SecretChange change) {
        Rotation rotation = change.rotation();
        Query rotate = DurableUpdate.of(em, change.keepsLateUse() ? ROTATE : ROTATE_AND_ANSWER)
                .setParameter("id", token.id())
                .setParameter("before", token.rotation().number())
                .setParameter("replaced", replaced)
                .setParameter("number", rotation.number())
                .setParameter("previous", rotation.previous())
                .setParameter("hash", change.secret().hash())
                .setParameter("hint", change.secret().hint())
                .setParameter("at", rotation.at())
                .setParameter("grace", rotation.graceEnds());
        return LockConflicts.givingWay(rotate::executeUpdate) == 1;
    }

    /** Returns the hash of the newest secret; empty if the row was removed. */
    private Optional<String> currentHash(ApiToken token) {
        Optional<ApiTokenEntity> row = new ApiTokenRows(em)
                .byId(token.realmId(), token.id())
                .getResultStream()
                .findFirst();
        // Otherwise a caller that reads the row again would not see the changes of concurrent requests.
        row.ifPresent(em::detach);
        return row.map(found -> found.secretHash);
    }
}
