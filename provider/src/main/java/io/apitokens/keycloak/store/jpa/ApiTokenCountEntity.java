package io.apitokens.keycloak.store.jpa;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

import io.apitokens.keycloak.store.ApiTokenSummary.OfClient;

/** One row of {@code API_TOKEN_COUNT}: how many API tokens a client had when they were counted last. */
@Entity
@Table(name = "API_TOKEN_COUNT")
@IdClass(ApiTokenCountEntity.Key.class)
@NamedQuery(
        name = ApiTokenCountEntity.OF_REALM,
        query = "select c from ApiTokenCountEntity c where c.realmId = :realm order by c.clientId")
@NamedQuery(
        name = ApiTokenCountEntity.ACTIVE,
        query = "select c.realmId as realm, sum(c.active) as active from ApiTokenCountEntity c group by c.realmId")
@NamedQuery(name = ApiTokenCountEntity.LAST_TAKEN, query = "select max(c.taken) from ApiTokenCountEntity c")
@NamedQuery(name = ApiTokenCountEntity.REMOVE, query = "delete from ApiTokenCountEntity c")
@NamedQuery(
        name = ApiTokenCountEntity.REMOVE_OF_REALM,
        query = "delete from ApiTokenCountEntity c where c.realmId = :realm")
public class ApiTokenCountEntity {

    static final String OF_REALM = "apiTokenCountsOfRealm";
    static final String ACTIVE = "activeApiTokenCounts";
    static final String LAST_TAKEN = "apiTokenCountsLastTaken";
    static final String REMOVE = "removeApiTokenCounts";
    static final String REMOVE_OF_REALM = "removeApiTokenCountsOfRealm";

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

    /** For Hibernate. */
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
    }

    long taken() {
        return taken;
    }

    OfClient toModel() {
        return new OfClient(clientId, active, expired, revoked, neverExpiring, unused);
    }

    /**
     * The primary key.
     *
     * @param realmId id of the realm
     * @param clientId internal id of the token client
     */
    public record Key(String realmId, String clientId) implements Serializable {}
}
