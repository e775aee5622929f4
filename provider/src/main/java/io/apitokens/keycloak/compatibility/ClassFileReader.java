package io.apitokens.keycloak.compatibility;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apitokens.keycloak.compatibility.ClassFile.Member;
import io.apitokens.keycloak.compatibility.Uses.Reference;

/** Reads a class file (JVM specification, section 4.1). */
final class ClassFileReader {

    private static final int MAGIC_AND_VERSION = 8;

    private final DataInputStream in;
    private final ConstantPool constants;
    private final List<Bytecode> bodies = new ArrayList<>();

    private ClassFileReader(DataInputStream in) throws IOException {
        this.in = in;
        in.skipNBytes(MAGIC_AND_VERSION);
        constants = ConstantPool.read(in);
    }

    /** Reads what a class is and has. */
    static ClassFile read(InputStream file) throws IOException {
        return new ClassFileReader(new DataInputStream(file)).read();
    }

    /** Reads what a class uses. */
    static Uses readUses(InputStream file) throws IOException {
        ClassFileReader reader = new ClassFileReader(new DataInputStream(file));
        reader.read();
        return reader.uses();
    }

    private ClassFile read() throws IOException {
        int flags = in.readUnsignedShort();
        String name = constants.className(in.readUnsignedShort());
        int parent = in.readUnsignedShort();
        List<String> interfaces = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            interfaces.add(constants.className(in.readUnsignedShort()));
        }
        Map<Member, Integer> members = new HashMap<>();
        readMembers(members);
        readMembers(members);
        return new ClassFile(name, flags, parent == 0 ? null : constants.className(parent), interfaces, members);
    }

    /** Reads fields or methods (sections 4.5 and 4.6). */
    private void readMembers(Map<Member, Integer> members) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int flags = in.readUnsignedShort();
            String name = constants.text(in.readUnsignedShort());
            members.put(new Member(name, constants.text(in.readUnsignedShort())), flags);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                readAttribute();
            }
        }
    }

    private void readAttribute() throws IOException {
        String name = constants.text(in.readUnsignedShort());
        long length = Integer.toUnsignedLong(in.readInt());
        if (!"Code".equals(name)) {
            in.skipNBytes(length);
            return;
        }
        // The sizes of the stack and of the local variables (section 4.7.3).
        in.skipNBytes(4);
        byte[] code = new byte[in.readInt()];
        in.readFully(code);
        in.skipNBytes(length - 8 - code.length);
        bodies.add(new Bytecode(code));
    }

    private Uses uses() {
        Set<String> created = new HashSet<>();
        Set<Reference> references = new HashSet<>(constants.handles());
        bodies.forEach(body -> body.visit(new Bytecode.Visitor() {
            @Override
            public void use(int member, boolean isStatic) {
                references.add(constants.reference(member, isStatic));
            }

            @Override
            public void create(int type) {
                created.add(constants.className(type));
            }
        }));
        return new Uses(constants.classNames(), created, references);
    }
}
