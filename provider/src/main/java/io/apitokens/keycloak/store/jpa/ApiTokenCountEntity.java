package io.apitokens.keycloak.store.jpa;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.apitokens.keycloak.store.ApiTokenSummary.OfClient;

/** One row of {@code API_TOKEN_COUNT}: the number of API tokens of a client at the last count. */
@Entity
@Table(name = "API_TOKEN_COUNT")
@IdClass(ApiTokenCountEntity.Key.class)
public class ApiTokenCountEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "CLIENT_ID")
    private String clientId;

    @Column(name = "TAKEN_TIMESTAMP", nullable = false)
    private long taken;

    @Column(name = "ACTIVE", nullable = false)
    private long active;

    @Column(name = "EXPIRED", nullable = false)
    private long expired;

    @Column(name = "REVOKED", nullable = false)
    private long revoked;

    @Column(name = "NEVER_EXPIRING", nullable = false)
    private long neverExpiring;

    @Column(name = "UNUSED", nullable = false)
    private long unused;

    @Column(name = "UNLIMITED", nullable = false)
    private long unlimited;

    /** Used by Hibernate. */
    protected ApiTokenCountEntity() {}

    ApiTokenCountEntity(String realmId, long taken, OfClient counts) {
        this.realmId = realmId;
        this.clientId = counts.clientId();
        this.taken = taken;
        this.active = counts.active();
        this.expired = counts.expired();
        this.revoked = counts.revoked();
        this.neverExpiring = counts.neverExpiring();
        this.unused = counts.unused();
        this.unlimited = counts.unlimited();
    }

    long taken() {
        return taken;
    }

    OfClient toModel() {
        return new OfClient(clientId, active, expired, revoked, neverExpiring, unused, unlimited);
    }

    /**
     * The primary key.
     *
     * @param realmId id of the realm
     * @param clientId internal id of the token client
     */
    public record Key(String realmId, String clientId) implements Serializable {}
}
