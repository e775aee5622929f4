package io.apitokens.keycloak.compatibility;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.apitokens.keycloak.compatibility.ClassFile.Member;

/**
 * A class with at most one method, which has no body, as a class file.
 *
 * @param method null for none
 */
record MadeClass(String name, int flags, List<String> interfaces, Member method, int methodFlags) {

    /** A class without members. */
    static MadeClass empty(String name, int flags, String... interfaces) {
        return new MadeClass(name, flags, List.of(interfaces), null, 0);
    }

    MadeClass withMethod(int accessFlags, String methodName, String descriptor) {
        return new MadeClass(name, flags, interfaces, new Member(methodName, descriptor), accessFlags);
    }

    byte[] bytes() {
        List<String> types = new ArrayList<>(List.of(name, "java/lang/Object"));
        types.addAll(interfaces);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeInt(61);
            writeConstants(out, types);
            out.writeShort(flags);
            out.writeShort(1);
            out.writeShort(3);
            out.writeShort(interfaces.size());
            for (int i = 0; i < interfaces.size(); i++) {
                out.writeShort(2 * i + 5);
            }
            // No fields.
            out.writeShort(0);
            writeMethods(out, 2 * types.size() + 1);
            // No attributes.
            out.writeShort(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void writeConstants(DataOutputStream out, List<String> types) throws IOException {
        out.writeShort(1 + 2 * types.size() + (method == null ? 0 : 2));
        for (int i = 0; i < types.size(); i++) {
            // The class is at each odd index, and its name follows.
            out.writeByte(7);
            out.writeShort(2 * i + 2);
            writeText(out, types.get(i));
        }
        if (method != null) {
            writeText(out, method.name());
            writeText(out, method.descriptor());
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeByte(1);
        out.writeUTF(text);
    }

    private void writeMethods(DataOutputStream out, int nameIndex) throws IOException {
        out.writeShort(method == null ? 0 : 1);
        if (method != null) {
            out.writeShort(methodFlags);
            out.writeShort(nameIndex);
            out.writeShort(nameIndex + 1);
            out.writeShort(0);
        }
    }
}
