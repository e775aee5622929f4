package io.apitokens.keycloak.model.jpa;

import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.Description;
import io.apitokens.keycloak.model.GrantedScope;
import io.apitokens.keycloak.model.GrantingSession;
import io.apitokens.keycloak.model.Label;
import io.apitokens.keycloak.model.Revocation;
import io.apitokens.keycloak.model.Secret;
import org.hibernate.annotations.Nationalized;

/** One row of {@code API_TOKEN}. Written once; the few changes after that are statements of their own. */
@Entity
@Table(name = "API_TOKEN")
@NamedQuery(name = ApiTokenEntity.BY_SECRET, query = "select t from ApiTokenEntity t where t.secretHash = :hash")
@NamedQuery(
        name = ApiTokenEntity.BY_ID,
        query = "select t from ApiTokenEntity t where t.id = :id and t.realmId = :realm")
@NamedQuery(
        name = ApiTokenEntity.NOT_REVOKED_OF_USER,
        query = "select t from ApiTokenEntity t where t.realmId = :realm and t.userId = :user and t.revoked is null"
                + " order by t.id")
@NamedQuery(
        name = ApiTokenEntity.NOT_REVOKED_OF_CLIENT,
        query = "select t from ApiTokenEntity t where t.realmId = :realm and t.clientId = :client and t.revoked is null"
                + " and t.id > :after order by t.id")
@NamedQuery(
        name = ApiTokenEntity.RELABEL,
        query = "update ApiTokenEntity t set t.label = :label, t.labelKey = :key, t.description = :description"
                + " where t.id = :id and t.revoked is null")
@NamedQuery(
        name = ApiTokenEntity.MARK_REVOKED,
        query = "update ApiTokenEntity t set t.revoked = :at, t.revokedBy = :by, t.revokedReason = :reason,"
                + " t.labelKey = t.id where t.id = :id and t.revoked is null")
@NamedQuery(
        name = ApiTokenEntity.REMOVE_OF_USER,
        query = "delete from ApiTokenEntity t where t.realmId = :realm and t.userId = :user")
@NamedQuery(
        name = ApiTokenEntity.REMOVE_OF_CLIENT,
        query = "delete from ApiTokenEntity t where t.realmId = :realm and t.clientId = :client")
@NamedQuery(name = ApiTokenEntity.REMOVE_OF_REALM, query = "delete from ApiTokenEntity t where t.realmId = :realm")
public class ApiTokenEntity {

    static final String BY_SECRET = "apiTokenBySecret";
    static final String BY_ID = "apiTokenById";
    static final String NOT_REVOKED_OF_USER = "apiTokensNotRevokedOfUser";
    static final String NOT_REVOKED_OF_CLIENT = "apiTokensNotRevokedOfClient";
    static final String RELABEL = "relabelApiToken";
    static final String MARK_REVOKED = "markApiTokenRevoked";
    static final String REMOVE_OF_USER = "removeApiTokensOfUser";
    static final String REMOVE_OF_CLIENT = "removeApiTokensOfClient";
    static final String REMOVE_OF_REALM = "removeApiTokensOfRealm";

    private static final String SCOPE_SEPARATOR = " ";

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", nullable = false, updatable = false)
    private String realmId;

    @Column(name = "USER_ID", nullable = false, updatable = false)
    private String userId;

    @Column(name = "CLIENT_ID", nullable = false, updatable = false)
    private String clientId;

    @Nationalized
    @Column(name = "LABEL", nullable = false)
    private String label;

    @Column(name = "LABEL_KEY", nullable = false)
    private String labelKey;

    @Nationalized
    @Column(name = "DESCRIPTION")
    private String description;

    // A column of its own: to Oracle an empty selection and no selection are the same NULL.
    @Column(name = "EVERYTHING", nullable = false, updatable = false)
    private boolean everything;

    @Column(name = "SCOPE", updatable = false)
    private String scope;

    @Column(name = "SECRET_HASH", nullable = false)
    private String secretHash;

    @Nationalized
    @Column(name = "HINT", nullable = false)
    private String hint;

    @Column(name = "CREATED_TIMESTAMP", nullable = false, updatable = false)
    private long created;

    @Column(name = "EXPIRES_TIMESTAMP")
    private Long expires;

    @Column(name = "GRANTING_SESSION_ID", updatable = false)
    private String grantingSessionId;

    @Column(name = "GRANTING_CLIENT_ID", updatable = false)
    private String grantingClientId;

    @Column(name = "REVOKED_TIMESTAMP")
    private Long revoked;

    @Column(name = "REVOKED_BY")
    private String revokedBy;

    @Column(name = "REVOKED_REASON")
    private String revokedReason;

    /** For Hibernate. */
    protected ApiTokenEntity() {}

    ApiTokenEntity(ApiToken token, Secret secret) {
        id = token.id();
        realmId = token.realmId();
        userId = token.userId();
        clientId = token.clientId();
        label = token.label().value();
        labelKey = LabelKey.of(token.label());
        description = token.description() == null ? null : token.description().value();
        everything = token.scope().everything();
        scope = token.scope().names().isEmpty()
                ? null
                : String.join(SCOPE_SEPARATOR, token.scope().names());
        secretHash = secret.hash();
        hint = token.hint();
        created = token.created();
        expires = token.expires();
        if (token.grantingSession() != null) {
            grantingSessionId = token.grantingSession().id();
            grantingClientId = token.grantingSession().clientId();
        }
    }

    ApiToken toModel() {
        return new ApiToken(
                id,
                realmId,
                userId,
                clientId,
                new Label(label),
                description == null ? null : new Description(description),
                grantedScope(),
                hint,
                created,
                expires,
                grantingSessionId == null ? null : new GrantingSession(grantingSessionId, grantingClientId),
                revoked == null ? null : new Revocation(revoked, revokedBy, Revocation.Reason.valueOf(revokedReason)));
    }

    String secretHash() {
        return secretHash;
    }

    private GrantedScope grantedScope() {
        if (everything) {
            return GrantedScope.EVERYTHING;
        }
        return GrantedScope.of(scope == null ? List.of() : List.of(scope.split(SCOPE_SEPARATOR)));
    }
}
