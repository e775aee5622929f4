package io.apitokens.keycloak.compatibility;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A class as its file describes it (JVM specification, chapter 4), with names in their internal form. Nothing of it is
 * loaded.
 *
 * @param parent null for {@link Object}
 * @param members the flags of each method and field
 * @param classes the classes that the code names
 * @param references the methods and fields that the code uses
 */
record ClassFile(
        String name,
        int flags,
        String parent,
        List<String> interfaces,
        Map<Member, Integer> members,
        Set<String> classes,
        Set<Reference> references) {

    /** A method or field of a class. */
    record Member(String name, String descriptor) {

        boolean isMethod() {
            return descriptor.startsWith("(");
        }

        boolean isConstructor() {
            return name.equals("<init>");
        }

        @Override
        public String toString() {
            return name + (isMethod() ? descriptor.substring(0, descriptor.indexOf(')') + 1) : "");
        }
    }

    /** The use of a member. The owner may inherit it. */
    record Reference(String owner, Member member) {}

    boolean isAbstract() {
        return Modifier.isAbstract(flags);
    }

    boolean isFinal() {
        return Modifier.isFinal(flags);
    }
}
