package io.apitokens.keycloak.store.jpa;

import java.util.Locale;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.Label;

/** Changes label and description of an API token. */
record LabelChange(EntityManager em) {

    private static final String RELABEL =
            "update ApiTokenEntity t set t.label = :label, t.labelLower = :lower, t.labelKey = :key,"
                    + " t.description = :description"
                    + " where t.id = :id and t.revoked is null";

    boolean relabel(ApiToken token, Label label, Description description) {
        Query change = DurableUpdate.of(em, RELABEL)
                .setParameter("id", token.id())
                .setParameter("label", label.value())
                .setParameter("lower", label.value().toLowerCase(Locale.ROOT))
                .setParameter("key", LabelKey.of(label))
                .setParameter("description", description == null ? null : description.value());
        return LockConflicts.givingWay(change::executeUpdate) == 1;
    }
}
