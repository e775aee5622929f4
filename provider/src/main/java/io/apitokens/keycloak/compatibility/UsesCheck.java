package io.apitokens.keycloak.compatibility;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.apitokens.keycloak.compatibility.ClassFile.Member;
import io.apitokens.keycloak.compatibility.Uses.Reference;

/** Compares what a class of the extension uses with what is there. */
final class UsesCheck {

    private static final String OURS = "io/apitokens/keycloak/";
    private static final List<String> OF_THE_JDK = List.of("java/", "javax/", "jdk/", "com/sun/", "sun/");
    private static final String ARRAY = "[";

    private final ClassFiles files;
    private final ClassFile user;
    private final BiConsumer<String, String> misfits;

    /** @param misfits takes the name of a class and what is wrong with it */
    UsesCheck(ClassFiles files, ClassFile user, BiConsumer<String, String> misfits) {
        this.files = files;
        this.user = user;
        this.misfits = misfits;
    }

    void check(Uses uses) {
        uses.classes().stream().filter(UsesCheck::isForeign).forEach(this::checkClass);
        uses.created().stream()
                .filter(type -> isForeign(type)
                        && files.find(type).filter(ClassFile::isAbstract).isPresent())
                .forEach(type -> misfits.accept(type, "is abstract"));
        uses.references().stream()
                .filter(reference ->
                        isForeign(reference.owner()) || reference.owner().startsWith(OURS))
                .forEach(this::checkReference);
    }

    private void checkClass(String name) {
        if (files.isMissing(name)) {
            misfits.accept(name, "is missing");
        }
        files.find(name).filter(file -> !file.isPublic()).ifPresent(file -> misfits.accept(name, "is not public"));
    }

    private void checkReference(Reference reference) {
        String owner = reference.owner();
        Member member = reference.member();
        Optional<ClassFile> declaring = files.declaring(owner, member);
        if (declaring.isPresent()) {
            if (isForeign(declaring.get().name())) {
                checkKind(reference, declaring.get());
            }
        } else if (member.isConstructor() ? files.find(owner).isPresent() : files.areComplete(owner)) {
            misfits.accept(owner, "has no " + member);
        }
    }

    /** Checks what the JVM checks when it links the reference (JVM specification, sections 5.4.3 and 5.4.4). */
    private void checkKind(Reference reference, ClassFile declaring) {
        Member member = reference.member();
        int flags = declaring.members().get(member);
        if (!isAccessible(declaring.name(), flags)) {
            misfits.accept(declaring.name(), "gives no access to " + member);
        }
        if (Modifier.isStatic(flags) != reference.isStatic()) {
            misfits.accept(declaring.name(), (reference.isStatic() ? "has no static " : "has only a static ") + member);
        }
        boolean isInterface = files.find(reference.owner()).orElseThrow().isInterface();
        if (member.isMethod() && isInterface != reference.ofInterface()) {
            misfits.accept(reference.owner(), isInterface ? "is an interface" : "is no interface");
        }
    }

    /** No class of the extension is in a package of another one. */
    private boolean isAccessible(String declaring, int flags) {
        return Modifier.isPublic(flags) || Modifier.isProtected(flags) && isAncestor(declaring);
    }

    private boolean isAncestor(String name) {
        // Assumes it of an ancestor that is missing, which is a misfit already.
        return files.lineage(user.name())
                .map(lineage -> lineage.stream().anyMatch(type -> type.name().equals(name)))
                .orElse(true);
    }

    /** Returns whether a class is of Keycloak or one of its libraries. */
    private static boolean isForeign(String name) {
        return !name.startsWith(OURS)
                && !name.startsWith(ARRAY)
                && OF_THE_JDK.stream().noneMatch(name::startsWith);
    }
}
