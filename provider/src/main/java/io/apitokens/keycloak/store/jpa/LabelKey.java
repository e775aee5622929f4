package io.apitokens.keycloak.store.jpa;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.apitokens.keycloak.token.Label;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.jose.jws.crypto.HashUtils;

/**
 * What makes a label unique among a user's active API tokens by a plain unique constraint: the hash of the label while
 * the token is not revoked, so that no collation has a say in what is equal, and the token's own id afterwards, because
 * databases disagree on whether NULLs are equal.
 */
final class LabelKey {

    private LabelKey() {}

    static String of(Label label) {
        byte[] text = label.value().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(HashUtils.hash(JavaAlgorithm.SHA256, text));
    }
}
