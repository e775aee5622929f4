package io.apitokens.keycloak.compatibility;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apitokens.keycloak.compatibility.ClassFile.Member;
import io.apitokens.keycloak.compatibility.Uses.Reference;

/** The constant pool of a class file (JVM specification, section 4.4). */
final class ConstantPool {

    private static final int INTERFACE_METHOD = 11;
    /** The kinds of method handles that need no object: getStatic, putStatic and invokeStatic. */
    private static final Set<Integer> STATIC_HANDLES = Set.of(2, 4, 6);

    private final Map<Integer, String> texts = new HashMap<>();
    private final Map<Integer, Integer> classes = new HashMap<>();
    private final Map<Integer, Pair> pairs = new HashMap<>();
    private final List<Pair> handles = new ArrayList<>();
    private final Set<Integer> interfaceMethods = new HashSet<>();

    /** Two indexes, or a kind and an index. */
    private record Pair(int first, int second) {}

    private ConstantPool() {}

    static ConstantPool read(DataInputStream in) throws IOException {
        ConstantPool pool = new ConstantPool();
        int count = in.readUnsignedShort();
        for (int index = 1; index < count; ) {
            index += pool.readConstant(in, index);
        }
        return pool;
    }

    /** Returns how many places the constant takes. */
    private int readConstant(DataInputStream in, int index) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1 -> texts.put(index, in.readUTF());
            case 3, 4, 17, 18 -> in.skipNBytes(4);
            case 5, 6 -> in.skipNBytes(8);
            case 7 -> classes.put(index, in.readUnsignedShort());
            case 8, 16, 19, 20 -> in.skipNBytes(2);
            case 9, 10, INTERFACE_METHOD, 12 -> {
                pairs.put(index, new Pair(in.readUnsignedShort(), in.readUnsignedShort()));
                if (tag == INTERFACE_METHOD) {
                    interfaceMethods.add(index);
                }
            }
            case 15 -> handles.add(new Pair(in.readUnsignedByte(), in.readUnsignedShort()));
            default -> throw new IOException("Unknown constant " + tag);
        }
        // A long or a double takes two.
        return tag == 5 || tag == 6 ? 2 : 1;
    }

    String text(int index) {
        return texts.get(index);
    }

    /** Returns a class in its internal form; an array as a descriptor. */
    String className(int index) {
        return texts.get(classes.get(index));
    }

    Set<String> classNames() {
        Set<String> names = new HashSet<>();
        classes.values().forEach(index -> names.add(texts.get(index)));
        return names;
    }

    Reference reference(int index, boolean isStatic) {
        Pair reference = pairs.get(index);
        Pair member = pairs.get(reference.second());
        return new Reference(
                className(reference.first()),
                new Member(texts.get(member.first()), texts.get(member.second())),
                isStatic,
                interfaceMethods.contains(index));
    }

    /** Returns what method references and lambdas use. */
    Set<Reference> handles() {
        Set<Reference> references = new HashSet<>();
        handles.forEach(handle -> references.add(reference(handle.second(), STATIC_HANDLES.contains(handle.first()))));
        return references;
    }
}
