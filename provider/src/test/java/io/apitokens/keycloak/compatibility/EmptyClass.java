package io.apitokens.keycloak.compatibility;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A class without fields and methods, as a class file. */
record EmptyClass(String name, int flags, String... interfaces) {

    byte[] bytes() {
        List<String> types = new ArrayList<>(List.of(name, "java/lang/Object"));
        types.addAll(List.of(interfaces));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeInt(61);
            out.writeShort(1 + 2 * types.size());
            for (int i = 0; i < types.size(); i++) {
                // The class is at each odd index, and its name follows.
                out.writeByte(7);
                out.writeShort(2 * i + 2);
                out.writeByte(1);
                out.writeUTF(types.get(i));
            }
            out.writeShort(flags);
            out.writeShort(1);
            out.writeShort(3);
            out.writeShort(interfaces.length);
            for (int i = 0; i < interfaces.length; i++) {
                out.writeShort(2 * i + 5);
            }
            // Fields, methods, attributes.
            out.write(new byte[6]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
