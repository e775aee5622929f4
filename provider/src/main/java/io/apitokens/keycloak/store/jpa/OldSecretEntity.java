package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One row of {@code API_TOKEN_OLD_SECRET}: a secret that a rotation has replaced. */
@Entity
@Table(name = "API_TOKEN_OLD_SECRET")
public class OldSecretEntity {

    @Id
    @Column(name = "SECRET_HASH", length = 64)
    private String secretHash;

    @Column(name = "API_TOKEN_ID", nullable = false, updatable = false)
    private String tokenId;

    @Column(name = "SECRET_NUMBER", nullable = false, updatable = false)
    private int secretNumber;

    /** Used by Hibernate. */
    protected OldSecretEntity() {}

    OldSecretEntity(String secretHash, String tokenId, int secretNumber) {
        this.secretHash = secretHash;
        this.tokenId = tokenId;
        this.secretNumber = secretNumber;
    }
}
