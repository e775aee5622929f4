package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

import io.apitokens.keycloak.token.TokenUse;

/** What one row of {@code API_TOKEN} says of the last use: all that its writer reads and writes. */
@Entity
@Table(name = "API_TOKEN")
@NamedQuery(name = LastUseEntity.BY_IDS, query = "select u from LastUseEntity u where u.id in :ids")
public class LastUseEntity {

    static final String BY_IDS = "lastUsesOfApiTokens";

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "LAST_USED_TIMESTAMP", nullable = false)
    private long at;

    @Column(name = "LAST_USED_ADDRESS")
    private String address;

    @Column(name = "LAST_USED_CLIENT_ID")
    private String clientId;

    /** For Hibernate. */
    protected LastUseEntity() {}

    String id() {
        return id;
    }

    /** Changes nothing where a later use is known. */
    void replace(TokenUse use) {
        if (use.at() > at) {
            at = use.at();
            address = use.address();
            clientId = use.clientId();
        }
    }
}
