package io.apitokens.keycloak.store.jpa;

import java.util.List;

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
import io.apitokens.keycloak.token.State;
import io.apitokens.keycloak.token.TokenUse;

/** Makes an API token from its row. */
final class ApiTokenMapping {

    private ApiTokenMapping() {}

    static ApiToken toModel(ApiTokenEntity row) {
        return new ApiToken(
                row.id,
                new Owner(row.realmId, row.userId),
                grant(row),
                new Label(row.label),
                row.description == null ? null : new Description(row.description),
                state(row));
    }

    private static Grant grant(ApiTokenEntity row) {
        return new Grant(
                row.clientId,
                scope(row),
                row.created,
                row.expires == ApiTokenEntity.NEVER ? null : row.expires,
                row.grantingSessionId == null
                        ? null
                        : new GrantingSession(row.grantingSessionId, row.grantingClientId));
    }

    private static GrantedScope scope(ApiTokenEntity row) {
        if (row.everything) {
            return GrantedScope.EVERYTHING;
        }
        return GrantedScope.of(
                row.scope == null ? List.of() : List.of(row.scope.split(ApiTokenEntity.SCOPE_SEPARATOR)));
    }

    private static State state(ApiTokenEntity row) {
        return new State(
                row.revoked == null && !row.slot.equals(row.id) ? Integer.valueOf(row.slot) : null,
                row.hint,
                rotation(row),
                row.lastUsed == ApiTokenEntity.NOT_YET
                        ? null
                        : new TokenUse(row.lastUsed, row.lastUsedAddress, row.lastUsedClientId),
                revocation(row));
    }

    private static Rotation rotation(ApiTokenEntity row) {
        return row.rotated == null
                ? Rotation.NONE
                : new Rotation(
                        row.secretNumber,
                        row.previousSecretNumber,
                        row.rotated,
                        row.graceEnds,
                        row.lateUse == null ? null : new TokenUse(row.lateUse, row.lateUseAddress, row.lateUseClientId),
                        row.lateUseReported);
    }

    private static Revocation revocation(ApiTokenEntity row) {
        return row.revoked == null
                ? null
                : new Revocation(
                        row.revoked,
                        row.revokedBy,
                        Revocation.Reason.valueOf(row.revokedReason),
                        row.revokedComment == null ? null : new Comment(row.revokedComment));
    }
}
