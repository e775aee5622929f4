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
import io.apitokens.keycloak.compatibility.ClassFile.Reference;

/** Reads a class file (JVM specification, section 4.1). */
final class ClassFileReader {

    private static final int MAGIC_AND_VERSION = 8;

    private final DataInputStream in;
    private final Map<Integer, String> texts = new HashMap<>();
    /** Entries of the constant pool that refer to one or two others, by index. */
    private final Map<Integer, int[]> pairs = new HashMap<>();

    private final List<Integer> classEntries = new ArrayList<>();
    private final List<Integer> memberEntries = new ArrayList<>();

    private ClassFileReader(DataInputStream in) {
        this.in = in;
    }

    /** Reads all of a file. */
    static ClassFile read(InputStream file) throws IOException {
        return new ClassFileReader(new DataInputStream(file)).read();
    }

    private ClassFile read() throws IOException {
        in.skipNBytes(MAGIC_AND_VERSION);
        readConstants();
        int flags = in.readUnsignedShort();
        String name = className(in.readUnsignedShort());
        int parent = in.readUnsignedShort();
        List<String> interfaces = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            interfaces.add(className(in.readUnsignedShort()));
        }
        Map<Member, Integer> members = new HashMap<>();
        readMembers(members);
        readMembers(members);
        return new ClassFile(
                name, flags, parent == 0 ? null : className(parent), interfaces, members, classes(), references());
    }

    /** Reads the constant pool (section 4.4). */
    private void readConstants() throws IOException {
        int count = in.readUnsignedShort();
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(index, in.readUTF());
                case 3, 4, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    // A long or a double takes two places.
                    index++;
                }
                case 7 -> {
                    classEntries.add(index);
                    pairs.put(index, new int[] {in.readUnsignedShort()});
                }
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 9, 10, 11 -> {
                    memberEntries.add(index);
                    pairs.put(index, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
                }
                case 12 -> pairs.put(index, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("Unknown constant " + tag);
            }
        }
    }

    /** Reads fields or methods (sections 4.5 and 4.6). */
    private void readMembers(Map<Member, Integer> members) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int flags = in.readUnsignedShort();
            String name = texts.get(in.readUnsignedShort());
            members.put(new Member(name, texts.get(in.readUnsignedShort())), flags);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.skipNBytes(2);
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
        }
    }

    private String className(int index) {
        return texts.get(pairs.get(index)[0]);
    }

    private Set<String> classes() {
        Set<String> names = new HashSet<>();
        classEntries.forEach(index -> names.add(className(index)));
        return names;
    }

    private Set<Reference> references() {
        Set<Reference> references = new HashSet<>();
        for (int index : memberEntries) {
            int[] reference = pairs.get(index);
            int[] member = pairs.get(reference[1]);
            references.add(
                    new Reference(className(reference[0]), new Member(texts.get(member[0]), texts.get(member[1]))));
        }
        return references;
    }
}
