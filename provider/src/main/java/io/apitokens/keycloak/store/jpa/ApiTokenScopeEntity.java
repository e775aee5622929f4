package io.apitokens.keycloak.store.jpa;

import java.io.Serializable;
import java.util.stream.Stream;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.apitokens.keycloak.token.ApiToken;

/**
 * One row of {@code API_TOKEN_SCOPE}: a client scope that was selected for an API token. Only searches read it; the
 * granted scope is in the row of the API token. The database removes both together.
 */
@Entity
@Table(name = "API_TOKEN_SCOPE")
@IdClass(ApiTokenScopeEntity.Key.class)
public class ApiTokenScopeEntity {

    @Id
    @Column(name = "API_TOKEN_ID", length = 36)
    private String tokenId;

    @Id
    @Column(name = "SCOPE")
    private String scope;

    @Column(name = "REALM_ID", nullable = false, updatable = false)
    private String realmId;

    // Copied from the API token, so that an index of this table has the order of lists.
    @Column(name = "CREATED_TIMESTAMP", nullable = false, updatable = false)
    private long created;

    /** Used by Hibernate. */
    protected ApiTokenScopeEntity() {}

    private ApiTokenScopeEntity(ApiToken token, String scope) {
        this.tokenId = token.id();
        this.scope = scope;
        this.realmId = token.realmId();
        this.created = token.created();
    }

    /** Returns the rows of an API token. */
    static Stream<ApiTokenScopeEntity> of(ApiToken token) {
        return token.scope().names().stream().distinct().map(name -> new ApiTokenScopeEntity(token, name));
    }

    /**
     * The primary key.
     *
     * @param tokenId id of the API token
     * @param scope name of the client scope
     */
    public record Key(String tokenId, String scope) implements Serializable {}
}
