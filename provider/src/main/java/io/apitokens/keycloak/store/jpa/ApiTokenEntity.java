package io.apitokens.keycloak.store.jpa;

import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;
import org.hibernate.annotations.Nationalized;

/** One row of {@code API_TOKEN}. It is inserted once; later changes are update statements. */
@Entity
@Table(name = "API_TOKEN")
public class ApiTokenEntity {

    /** Value of {@link #expires} if the API token never expires. */
    static final long NEVER = Long.MAX_VALUE;

    /** Value of {@link #lastUsed} if the API token was not used yet. */
    static final long NOT_YET = 0;

    static final String SCOPE_SEPARATOR = " ";

    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", nullable = false, updatable = false)
    String realmId;

    @Column(name = "USER_ID", nullable = false, updatable = false)
    String userId;

    @Column(name = "CLIENT_ID", nullable = false, updatable = false)
    String clientId;

    // The number of the slot. After the end the id, because databases disagree on NULL in a unique constraint.
    @Column(name = "PLACE", nullable = false)
    String slot;

    @Nationalized
    @Column(name = "LABEL", nullable = false)
    String label;

    // For searches and sorting that do not depend on collations.
    @Nationalized
    @Column(name = "LABEL_LOWER", nullable = false)
    String labelLower;

    @Column(name = "LABEL_KEY", nullable = false)
    String labelKey;

    // The hash of the idempotency key of the request; null if it had none.
    @Column(name = "MINT_KEY", updatable = false)
    String mintKey;

    // The hash of the body of that request.
    @Column(name = "MINT_BODY", updatable = false)
    String mintBody;

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

    // NO_SECRET before the first rotation, because plain JDBC reads NULL as 0.
    @Column(name = "PREVIOUS_SECRET_NUMBER", nullable = false)
    int previousSecretNumber = Rotation.NO_SECRET;

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

    ApiTokenEntity(ApiToken token, Secret secret, IdempotencyKey key) {
        id = token.id();
        realmId = token.realmId();
        userId = token.userId();
        clientId = token.clientId();
        slot = Integer.toString(token.slot());
        label = token.label().value();
        labelLower = token.label().value().toLowerCase(Locale.ROOT);
        labelKey = LabelKey.of(token.label());
        if (key != null) {
            mintKey = key.mintHash(token.owner());
            mintBody = key.bodyHash();
        }
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
        return ApiTokenMapping.toModel(this);
    }
}
