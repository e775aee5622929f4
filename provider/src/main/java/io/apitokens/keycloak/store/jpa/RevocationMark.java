package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.TokenUse;

/** Marks rows as revoked. A marked row frees its label and its slot. */
record RevocationMark(EntityManager em) {

    private static final String MARK =
            "update ApiTokenEntity t set t.revoked = :at, t.revokedBy = :by, t.revokedReason = :reason,"
                    + " t.revokedComment = :comment,"
                    + " t.labelKey = t.id, t.slot = t.id, t.expiryNotice = null where t.id = :id and t.revoked is null";
    private static final String STILL_UNUSED = " and t.lastUsed = :lastUsed";

    /**
     * Marks the row.
     *
     * @return false if it was marked before or, if the reason is that it is unused, was used after the caller read it
     */
    boolean set(ApiToken token, Revocation revocation) {
        boolean unused = revocation.reason() == Revocation.Reason.UNUSED;
        Comment comment = revocation.comment();
        Query mark = DurableUpdate.of(em, unused ? MARK + STILL_UNUSED : MARK)
                .setParameter("id", token.id())
                .setParameter("at", revocation.at())
                .setParameter("by", revocation.by())
                .setParameter("reason", revocation.reason().name())
                .setParameter("comment", comment == null ? null : comment.value());
        if (unused) {
            TokenUse lastUse = token.lastUse();
            mark.setParameter("lastUsed", lastUse == null ? ApiTokenEntity.NOT_YET : lastUse.at());
        }
        return LockConflicts.givingWay(mark::executeUpdate) == 1;
    }
}
