package io.apitokens.keycloak.token;

/**
 * The mutable part of an API token.
 *
 * @param slot a number that no other active API token of the user has, which limits their number; null after its end
 * @param hint prefix and last four characters of the current secret
 * @param lastUse null until the first use; exact to the minute
 * @param revocation null until it is revoked
 */
public record State(Integer slot, String hint, Rotation rotation, TokenUse lastUse, Revocation revocation) {

    /** Returns the state of an API token that was just minted. */
    public static State minted(int slot, Secret secret) {
        return new State(slot, secret.hint(), Rotation.NONE, null, null);
    }

    State rotated(Secret secret, Rotation newRotation) {
        return new State(slot, secret.hint(), newRotation, lastUse, revocation);
    }
}
