package io.apitokens.keycloak.compatibility;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;

/**
 * A class as its file describes it (JVM specification, chapter 4), with names in their internal form. Nothing of it is
 * loaded.
 *
 * @param parent null for {@link Object}
 * @param members the flags of each method and field
 */
record ClassFile(String name, int flags, String parent, List<String> interfaces, Map<Member, Integer> members) {

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

    boolean isPublic() {
        return Modifier.isPublic(flags);
    }

    boolean isInterface() {
        return Modifier.isInterface(flags);
    }

    boolean isAbstract() {
        return Modifier.isAbstract(flags);
    }

    boolean isFinal() {
        return Modifier.isFinal(flags);
    }
}
