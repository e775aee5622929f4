package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Comment;
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

/** One row of {@code API_TOKEN}. It is inserted once; later changes are update statements. */
@Entity
@Table(name = "API_TOKEN")
public class ApiTokenEntity {

    /** Value of {@link #expires} if the API token never expires. */
    static final long NEVER = Long.MAX_VALUE;

    /** Value of {@link #lastUsed} if the API token was not used yet. */
    static final long NOT_YET = 0;

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

    // A number; the id after the end, because databases disagree on NULL in a unique constraint.
    @Column(name = "PLACE", nullable = false)
    String slot;

    @Nationalized
    @Column(name = "LABEL", nullable = false)
    String label;

    // To search and sort by, independent of collations.
    @Nationalized
    @Column(name = "LABEL_LOWER", nullable = false)
    String labelLower;

    @Column(name = "LABEL_KEY", nullable = false)
    String labelKey;

    @Nationalized
    @Column(name = "DESCRIPTION")
    String description;

    // A separate column, because Oracle stores an empty selection and no selection as the same NULL.
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

    // NEVER instead of NULL, which databases sort at different ends and may leave out of an index.
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

    // When the notice is due; null if there is none to send.
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

    /** Used by Hibernate. */
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
