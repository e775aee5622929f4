package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;

import io.apitokens.keycloak.store.ApiTokenFilter.Owners;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.JpaUserPartialEvaluationProvider;
import org.keycloak.models.jpa.entities.UserEntity;

/** Limits a search to the users whose API tokens the request may find. */
record PermittedOwners(KeycloakSession session, RealmModel realm, EntityManager em) {

    List<Predicate> predicates(CriteriaBuilder cb, CriteriaQuery<?> query, Root<ApiTokenEntity> token, Owners owners) {
        return switch (owners) {
            case ALL -> List.of();
            case PERMITTED -> List.of(isPermitted(cb, query, token));
            case NONE -> List.of(cb.disjunction());
        };
    }

    /** Uses the conditions that Keycloak adds to its own searches of users. */
    private Predicate isPermitted(CriteriaBuilder cb, CriteriaQuery<?> query, Root<ApiTokenEntity> token) {
        Subquery<String> visible = query.subquery(String.class);
        Root<UserEntity> user = visible.from(UserEntity.class);
        List<Predicate> conditions = new ArrayList<>(AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
                session, AdminPermissionsSchema.USERS, new StoredUsers(session, em), realm, cb, query, user));
        conditions.add(cb.equal(user.get("id"), token.get("userId")));
        return cb.exists(visible.select(user.get("id")).where(conditions.toArray(Predicate[]::new)));
    }

    /** Gives access to Keycloak's own conditions for members of groups. */
    private record StoredUsers(KeycloakSession session, EntityManager em) implements JpaUserPartialEvaluationProvider {

        @Override
        public KeycloakSession getSession() {
            return session;
        }

        @Override
        public EntityManager getEntityManager() {
            return em;
        }
    }
}
