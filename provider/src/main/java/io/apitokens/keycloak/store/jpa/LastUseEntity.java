package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.apitokens.keycloak.token.TokenUse;

/** The last use in one row of {@code API_TOKEN}: the only columns that its writer reads and writes. */
@Entity
@Table(name = "API_TOKEN")
public class LastUseEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "LAST_USED_TIMESTAMP", nullable = false)
    private long at;

    @Column(name = "LAST_USED_ADDRESS")
    private String address;

    @Column(name = "LAST_USED_CLIENT_ID")
    private String clientId;

    /** Used by Hibernate. */
    protected LastUseEntity() {}

    String id() {
        return id;
    }

    /** Replaces the last use, unless the row has a later one. */
    void replace(TokenUse use) {
        if (use.at() > at) {
            at = use.at();
            address = use.address();
            clientId = use.clientId();
        }
    }
}
