package io.apitokens.keycloak.store.jpa;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.apitokens.keycloak.token.Label;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.jose.jws.crypto.HashUtils;

/**
 * The column that makes a label unique among the active API tokens of a user, by a plain unique constraint. It has the
 * hash of the label, because collations differ in which labels are equal. After the end of the token it has the id of
 * the token, because databases differ in whether NULLs are equal.
 */
final class LabelKey {

    private LabelKey() {}

    static String of(Label label) {
        byte[] text = label.value().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(HashUtils.hash(JavaAlgorithm.SHA256, text));
    }
}
