package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
import io.apitokens.keycloak.token.DerivedSessionId;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.Grant;
import io.apitokens.keycloak.token.GrantedScope;
import io.apitokens.keycloak.token.GrantingSession;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Owner;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.token.State;
import io.apitokens.keycloak.token.TokenUse;
import org.hibernate.annotations.Nationalized;

/** One row of {@code API_TOKEN}. Written once; the few changes after that are statements of their own. */
@Entity
@Table(name = "API_TOKEN")
@NamedQuery(
        name = ApiTokenEntity.BY_ID,
        query = "select t from ApiTokenEntity t where t.id = :id and t.realmId = :realm")
@NamedQuery(name = ApiTokenEntity.BY_IDS, query = "select t from ApiTokenEntity t where t.id in :ids")
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
        query = "update ApiTokenEntity t set t.label = :label, t.labelLower = :lower, t.labelKey = :key,"
                + " t.description = :description"
                + " where t.id = :id and t.revoked is null")
@NamedQuery(
        name = ApiTokenEntity.MARK_REVOKED,
        query = "update ApiTokenEntity t set t.revoked = :at, t.revokedBy = :by, t.revokedReason = :reason,"
                + " t.revokedComment = :comment,"
                + " t.labelKey = t.id, t.slot = t.id, t.expiryNotice = null where t.id = :id and t.revoked is null")
@NamedQuery(
        name = ApiTokenEntity.MARK_UNUSED,
        query = "update ApiTokenEntity t set t.revoked = :at, t.revokedBy = :by, t.revokedReason = :reason,"
                + " t.revokedComment = :comment,"
                + " t.labelKey = t.id, t.slot = t.id, t.expiryNotice = null where t.id = :id and t.revoked is null"
                + " and t.lastUsed = :lastUsed")
@NamedQuery(
        name = ApiTokenEntity.REMOVE_OF_USER,
        query = "delete from ApiTokenEntity t where t.realmId = :realm and t.userId = :user")
@NamedQuery(
        name = ApiTokenEntity.REMOVE_OF_CLIENT,
        query = "delete from ApiTokenEntity t where t.realmId = :realm and t.clientId = :client")
@NamedQuery(
        name = ApiTokenEntity.ROTATE,
        query = "update ApiTokenEntity t set t.secretHash = :hash, t.hint = :hint, t.secretNumber = :number,"
                + " t.rotated = :at, t.graceEnds = :grace, t.lateUse = null, t.lateUseAddress = null,"
                + " t.lateUseClientId = null, t.lateUseReported = null"
                + " where t.id = :id and t.secretNumber = :before and t.revoked is null")
@NamedQuery(
        name = ApiTokenEntity.USED_LATE,
        query = "update ApiTokenEntity t set t.lateUse = :at, t.lateUseAddress = :address, t.lateUseClientId = :client,"
                + " t.lateUseReported = :reported"
                + " where t.id = :id and t.secretNumber = :number and t.revoked is null"
                + " and (t.lateUse is null or t.lateUse < :at) and coalesce(t.lateUseReported, 0L) = :before")
@NamedQuery(
        name = ApiTokenEntity.EXPIRED,
        query = "select t from ApiTokenEntity t where t.revoked is null and t.expires <= :now order by t.expires")
@NamedQuery(
        name = ApiTokenEntity.EXPIRING,
        query = "select t from ApiTokenEntity t where t.expiryNotice <= :now and t.expires > :now"
                + " order by t.expiryNotice")
@NamedQuery(
        name = ApiTokenEntity.PUT_OFF_NOTICE,
        query = "update ApiTokenEntity t set t.expiryNotice = :until where t.id = :id and t.expiryNotice <= :now")
@NamedQuery(
        name = ApiTokenEntity.UNUSED_OF_REALM,
        query = "select t from ApiTokenEntity t where t.realmId = :realm and t.revoked is null"
                + " and t.lastUsed <= :since and t.created <= :since")
@NamedQuery(
        name = ApiTokenEntity.UNUSED_OF_CLIENT,
        query = "select t from ApiTokenEntity t where t.realmId = :realm and t.clientId = :client and t.revoked is null"
                + " and t.lastUsed <= :since and t.created <= :since")
@NamedQuery(
        name = ApiTokenEntity.ENDED_WITH_SESSION,
        query = "select t from ApiTokenEntity t where t.revoked > :after and t.revoked <= :until and "
                + ApiTokenEntity.WITH_SESSION)
@NamedQuery(
        name = ApiTokenEntity.FORGET_GRANTING_SESSION,
        query = "update ApiTokenEntity t set t.grantingSessionId = null where t.id = :id and t.revoked is not null")
@NamedQuery(
        name = ApiTokenEntity.OF_NOBODY,
        query = "select t from ApiTokenEntity t where t.realmId = :realm and t.revoked is null"
                + " and t.userId not like 'f:%' and not exists (select u.id from UserEntity u where u.id = t.userId)")
@NamedQuery(
        name = ApiTokenEntity.STORAGES,
        query = "select distinct substring(t.userId, 3, locate(':', t.userId, 3) - 3) from ApiTokenEntity t"
                + " where t.realmId = :realm and t.revoked is null and t.userId like 'f:%:%'")
@NamedQuery(
        name = ApiTokenEntity.OF_STORAGE,
        query = "select t from ApiTokenEntity t where t.realmId = :realm and t.revoked is null"
                + " and locate(concat('f:', :storage, ':'), t.userId) = 1")
@NamedQuery(
        name = ApiTokenEntity.ENDED_OF_REALM,
        query = "select t.id from ApiTokenEntity t where t.realmId = :realm and t.revoked < :before order by t.revoked")
@NamedQuery(
        name = ApiTokenEntity.ENDED_OF_CLIENT,
        query = "select t.id from ApiTokenEntity t where t.realmId = :realm and t.clientId = :client"
                + " and t.revoked < :before")
@NamedQuery(name = ApiTokenEntity.REMOVE, query = "delete from ApiTokenEntity t where t.id in :ids")
@NamedQuery(name = ApiTokenEntity.REMOVE_OF_REALM, query = "delete from ApiTokenEntity t where t.realmId = :realm")
public class ApiTokenEntity {

    static final String BY_ID = "apiTokenById";
    static final String BY_IDS = "apiTokensByIds";
    static final String NOT_REVOKED_OF_USER = "apiTokensNotRevokedOfUser";
    static final String NOT_REVOKED_OF_CLIENT = "apiTokensNotRevokedOfClient";
    static final String RELABEL = "relabelApiToken";
    static final String MARK_REVOKED = "markApiTokenRevoked";
    static final String ROTATE = "rotateApiToken";
    static final String USED_LATE = "apiTokenUsedLate";
    static final String EXPIRED = "apiTokensExpired";
    static final String EXPIRING = "apiTokensExpiring";
    static final String PUT_OFF_NOTICE = "putOffApiTokenNotice";
    static final String UNUSED_OF_REALM = "apiTokensUnusedOfRealm";
    static final String UNUSED_OF_CLIENT = "apiTokensUnusedOfClient";
    static final String ENDED_WITH_SESSION = "apiTokensEndedWithSession";
    static final String FORGET_GRANTING_SESSION = "forgetGrantingSessionOfApiToken";
    static final String OF_NOBODY = "apiTokensOfNobody";
    static final String STORAGES = "userStoragesWithApiTokens";
    static final String OF_STORAGE = "apiTokensOfUserStorage";
    static final String ENDED_OF_REALM = "apiTokensEndedOfRealm";
    static final String ENDED_OF_CLIENT = "apiTokensEndedOfClient";
    static final String REMOVE = "removeApiTokens";
    static final String MARK_UNUSED = "markApiTokenUnused";
    static final String REMOVE_OF_USER = "removeApiTokensOfUser";
    static final String REMOVE_OF_CLIENT = "removeApiTokensOfClient";
    static final String REMOVE_OF_REALM = "removeApiTokensOfRealm";

    /** Value of {@link #expires} of what never expires. */
    static final long NEVER = Long.MAX_VALUE;

    /** Value of {@link #lastUsed} of what was not used yet. */
    static final long NOT_YET = 0;

    /** The database has the derived session, by its {@link DerivedSessionId}, or the granting session. */
    static final String WITH_SESSION = "(exists (select 1 from PersistentUserSessionEntity s"
            + " where s.userSessionId = concat(substring(t.id, 1, 14), '8', substring(t.id, 16)))"
            + " or exists (select 1 from PersistentClientSessionEntity c"
            + " where c.userSessionId = t.grantingSessionId and c.clientId in (t.grantingClientId, 'external')))";

    private static final String SCOPE_SEPARATOR = " ";

    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", nullable = false, updatable = false)
    String realmId;

    @Column(name = "USER_ID", nullable = false, updatable = false)
    String userId;

    @Column(name = "CLIENT_ID", nullable = false, updatable = false)
    String clientId;

    // A number; the id where it has ended, because no two databases agree on NULL in a unique constraint.
    @Column(name = "PLACE", nullable = false)
    String slot;

    @Nationalized
    @Column(name = "LABEL", nullable = false)
    String label;

    // To search and to sort by. No collation has a say in it.
    @Nationalized
    @Column(name = "LABEL_LOWER", nullable = false)
    String labelLower;

    @Column(name = "LABEL_KEY", nullable = false)
    String labelKey;

    @Nationalized
    @Column(name = "DESCRIPTION")
    String description;

    // A column of its own: to Oracle an empty selection and no selection are the same NULL.
    @Column(name = "EVERYTHING", nullable = false, updatable = false)
    boolean everything;

    @Column(name = "SCOPE", updatable = false)
    String scope;

    @Column(name = "SECRET_HASH", nullable = false)
    String secretHash;

    @Nationalized
    @Column(name = "HINT", nullable = false)
    String hint;

    @Column(name = "CREATED_TIMESTAMP", nullable = false, updatable = false)
    long created;

    // NEVER where it does not: a NULL would stand at another end of the order in each database, and out of its index.
    @Column(name = "EXPIRES_TIMESTAMP", nullable = false)
    long expires;

    @Column(name = "GRANTING_SESSION_ID", updatable = false)
    String grantingSessionId;

    @Column(name = "GRANTING_CLIENT_ID", updatable = false)
    String grantingClientId;

    @Column(name = "SECRET_NUMBER", nullable = false)
    int secretNumber;

    @Column(name = "ROTATED_TIMESTAMP")
    Long rotated;

    @Column(name = "GRACE_TIMESTAMP")
    Long graceEnds;

    @Column(name = "LAST_USED_TIMESTAMP", nullable = false)
    long lastUsed;

    @Column(name = "LAST_USED_ADDRESS")
    String lastUsedAddress;

    @Column(name = "LAST_USED_CLIENT_ID")
    String lastUsedClientId;

    @Column(name = "LATE_USE_TIMESTAMP")
    Long lateUse;

    @Column(name = "LATE_USE_ADDRESS")
    String lateUseAddress;

    @Column(name = "LATE_USE_CLIENT_ID")
    String lateUseClientId;

    @Column(name = "LATE_USE_REPORT_TIMESTAMP")
    Long lateUseReported;

    // When it is due; null where it is not, or not any more.
    @Column(name = "EXPIRY_NOTICE_TIMESTAMP")
    Long expiryNotice;

    @Column(name = "REVOKED_TIMESTAMP")
    Long revoked;

    @Column(name = "REVOKED_BY")
    String revokedBy;

    @Column(name = "REVOKED_REASON")
    String revokedReason;

    @Nationalized
    @Column(name = "REVOKED_COMMENT")
    String revokedComment;

    /** For Hibernate. */
    protected ApiTokenEntity() {}

    ApiTokenEntity(ApiToken token, Secret secret) {
        id = token.id();
        realmId = token.realmId();
        userId = token.userId();
        clientId = token.clientId();
        slot = Integer.toString(token.slot());
        label = token.label().value();
        labelLower = token.label().value().toLowerCase(Locale.ROOT);
        labelKey = LabelKey.of(token.label());
        description = token.description() == null ? null : token.description().value();
        everything = token.scope().everything();
        scope = token.scope().names().isEmpty()
                ? null
                : String.join(SCOPE_SEPARATOR, token.scope().names());
        secretHash = secret.hash();
        hint = token.hint();
        created = token.created();
        expires = token.expiry().orElse(NEVER);
        expiryNotice = token.expiryNotice().orElse(null);
        if (token.grantingSession() != null) {
            grantingSessionId = token.grantingSession().id();
            grantingClientId = token.grantingSession().clientId();
        }
    }

    ApiToken toModel() {
        return new ApiToken(
                id,
                new Owner(realmId, userId),
                grant(),
                new Label(label),
                description == null ? null : new Description(description),
                state());
    }

    private Grant grant() {
        return new Grant(
                clientId,
                grantedScope(),
                created,
                expires == NEVER ? null : expires,
                grantingSessionId == null ? null : new GrantingSession(grantingSessionId, grantingClientId));
    }

    private State state() {
        return new State(
                revoked == null && !slot.equals(id) ? Integer.valueOf(slot) : null,
                hint,
                rotation(),
                lastUsed == NOT_YET ? null : new TokenUse(lastUsed, lastUsedAddress, lastUsedClientId),
                revocation());
    }

    private Revocation revocation() {
        return revoked == null
                ? null
                : new Revocation(
                        revoked,
                        revokedBy,
                        Revocation.Reason.valueOf(revokedReason),
                        revokedComment == null ? null : new Comment(revokedComment));
    }

    String secretHash() {
        return secretHash;
    }

    private Rotation rotation() {
        return rotated == null
                ? Rotation.NONE
                : new Rotation(
                        secretNumber,
                        rotated,
                        graceEnds,
                        lateUse == null ? null : new TokenUse(lateUse, lateUseAddress, lateUseClientId),
                        lateUseReported);
    }

    private GrantedScope grantedScope() {
        if (everything) {
            return GrantedScope.EVERYTHING;
        }
        return GrantedScope.of(scope == null ? List.of() : List.of(scope.split(SCOPE_SEPARATOR)));
    }
}
