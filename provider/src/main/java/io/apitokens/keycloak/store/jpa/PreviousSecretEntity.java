package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;

/** One row of {@code API_TOKEN_OLD_SECRET}: the hash of a previous secret. */
@Entity
@Table(name = "API_TOKEN_OLD_SECRET")
public class PreviousSecretEntity {

    @Id
    @Column(name = "SECRET_HASH", length = 64)
    private String secretHash;

    @Column(name = "API_TOKEN_ID", nullable = false, updatable = false)
    private String tokenId;

    @Column(name = "SECRET_NUMBER", nullable = false, updatable = false)
    private int secretNumber;

    @Column(name = "REPLACED_TIMESTAMP", nullable = false, updatable = false)
    private long replaced;

    // The hash of the key of the request that replaced the secret; null if it had none.
    @Column(name = "ROTATION_KEY", updatable = false)
    private String rotationKey;

    // The hash of the body of that request.
    @Column(name = "ROTATION_BODY", updatable = false)
    private String rotationBody;

    /** Used by Hibernate. */
    protected PreviousSecretEntity() {}

    /**
     * @param token with the number of the secret that is replaced
     * @param replaced epoch milliseconds
     * @param key of the request that replaces the secret, or null
     */
    PreviousSecretEntity(String secretHash, ApiToken token, long replaced, IdempotencyKey key) {
        this.secretHash = secretHash;
        this.tokenId = token.id();
        this.secretNumber = token.rotation().number();
        this.replaced = replaced;
        if (key != null) {
            this.rotationKey = key.rotationHash(token);
            this.rotationBody = key.bodyHash();
        }
    }
}
